import { type Outcome, refused } from '@residence-permit/shared/outcome';
import { type Action, decideRight } from '../../domain/rights/index.ts';
import type { RegistrationState } from '../../domain/lifecycles/index.ts';
import { toActor } from '../applications/index.ts';
import { dateAt } from '@residence-permit/shared/plain-date';
import { ruleVersionOf } from '../../domain/policy/index.ts';
import type { PersonDeps, PersonFile } from '../persons/index.ts';
import type { OfficeTransaction, Registration, SignedIn } from '../ports/index.ts';
import type { RightRefusal } from '../../domain/rights/index.ts';

export type RegistrationRefusal = 'registration-not-found' | 'office-missing' | RightRefusal;

/** A registration that was found, and whose it is. */
export type RegistrationFile = PersonFile & { readonly registration: Registration };

/** Runs work on one registration in one transaction; it belongs to the office that took it down. */
export async function onRegistration<Value, Refusal extends string>(
  { inTransaction, clock }: PersonDeps,
  by: SignedIn,
  act: { readonly registrationId: string; readonly action: Action },
  work: (tx: OfficeTransaction, file: RegistrationFile) => Promise<Outcome<Value, Refusal>>,
): Promise<Outcome<Value, Refusal | RegistrationRefusal>> {
  const { officeId } = by;
  if (officeId === undefined) return refused('office-missing');
  return inTransaction(toActor(by, officeId), async (tx) => {
    const registration = await tx.registrations.find(act.registrationId);
    const person = registration === undefined ? undefined : await tx.persons.find(registration.personId);
    if (registration === undefined || person === undefined) return refused('registration-not-found');
    const office = await tx.offices.get(registration.officeId);
    const { jurisdiction, utcOffsetMinutes } = office;
    const right = decideRight({
      subject: by.subject,
      action: act.action,
      target: {
        place: { kind: 'office', officeId: office.id, jurisdiction },
        owners: [{ kind: 'person', id: person.id }],
        sealed: person.isSealed,
        earlierActs: [{ action: 'registration.enter', accountId: registration.enteredBy }],
      },
      ground: by.ground,
    });
    if (!right.ok) return right;
    const now = clock();
    const today = dateAt(now, utcOffsetMinutes);
    const policy = await tx.policies.current(jurisdiction, today);
    const ruleVersion = ruleVersionOf(policy);
    return work(tx, { registration, person, office, policy, ruleVersion, now, today, granted: right.value });
  });
}

/** Moves a registration; the move stands in its history and the act in the audit log. */
export async function moveRegistration(
  tx: OfficeTransaction,
  { registration, granted, ruleVersion }: Pick<RegistrationFile, 'registration' | 'granted' | 'ruleVersion'>,
  move: {
    readonly to: RegistrationState;
    /** Without personal data. */
    readonly reason: string;
    readonly change?: Partial<Pick<Registration, 'through' | 'verifiedBy' | 'verifiedAt' | 'evidenceId'>>;
  },
): Promise<Registration> {
  const { id: subjectId, state: from, personId } = registration;
  const { to, reason, change = {} } = move;
  const moved = await tx.registrations.save(registration, { ...change, state: to });
  await tx.move({ machine: 'REGISTRATION', subjectId, from, to, reason, ruleVersion });
  await tx.audit({ action: granted.action, personId, object: subjectId, reason: to.toLowerCase() });
  return moved;
}
