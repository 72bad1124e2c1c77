import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import type { PlainDate } from '@residence-permit/shared/plain-date';
import { decideDeclaration, type DeclareRefusal } from '../../domain/registration/index.ts';
import { toInterval } from '../applications/index.ts';
import { onPerson, type PersonDeps, type PersonFile, type PersonRefusal } from '../persons/index.ts';
import type { OfficeTransaction, Registration, SignedIn, Speaker } from '../ports/index.ts';

export type DeclareRegistration = {
  readonly personId: string;
  readonly address: string;
  /** Day of arrival. */
  readonly from: PlainDate;
  /** Last day of a stay that is over. */
  readonly through?: PlainDate;
  /** Who says so. */
  readonly source: Speaker;
  readonly evidenceId?: string;
};

export type DeclareRegistrationRefusal = PersonRefusal | DeclareRefusal | 'evidence-not-found' | 'address-missing';

export type RegistrationDeclared = {
  readonly registrationId: string;
  readonly dueOn: PlainDate;
  readonly late: boolean;
};

/** Writes down a stay as somebody declares it. It counts once another officer has verified it. */
export function makeDeclareRegistration(deps: PersonDeps) {
  return (
    by: SignedIn,
    input: DeclareRegistration,
  ): Promise<Outcome<RegistrationDeclared, DeclareRegistrationRefusal>> => {
    const act = { personId: input.personId, action: 'registration.enter', place: 'office of the caller' } as const;
    return onPerson<RegistrationDeclared, DeclareRegistrationRefusal>(deps, by, act, async (tx, file) => {
      const known = await tx.registrations.ofPerson(input.personId);
      const declared = await prepareDeclaration(tx, file, { by, input, id: deps.newId(), known });
      if (!declared.ok) return declared;
      const { registration, dueOn } = declared.value;
      await insertDeclaration(tx, file, registration);
      return ok({ registrationId: registration.id, dueOn, late: registration.isLate });
    });
  };
}

/** A stay that can be declared, among those that are `known`; nothing is written yet. */
export async function prepareDeclaration(
  tx: OfficeTransaction,
  { person, office, policy, now, today }: PersonFile,
  declaring: {
    readonly by: SignedIn;
    readonly input: DeclareRegistration;
    readonly id: string;
    readonly known: readonly Registration[];
  },
): Promise<Outcome<{ readonly registration: Registration; readonly dueOn: PlainDate }, DeclareRegistrationRefusal>> {
  const { by, input, id, known } = declaring;
  const { address, from, through, source, evidenceId } = input;
  if (address.trim() === '') return refused('address-missing');
  if (evidenceId !== undefined && (await tx.evidence.find(evidenceId))?.personId !== person.id) {
    return refused('evidence-not-found');
  }
  const intervals = known.map((stay) => toInterval(stay, office));
  const optional = {
    ...(through === undefined ? {} : { through }),
    ...(evidenceId === undefined ? {} : { evidenceId }),
  };
  const decided = decideDeclaration({ id, from, declaredOn: today, ...optional }, intervals, policy);
  if (!decided.ok) return decided;
  const { late, dueOn } = decided.value;
  const entered = { enteredBy: by.accountId, createdAt: now, isLate: late, version: 0 };
  const place = { personId: person.id, officeId: office.id, address, from, source };
  return ok({ registration: { id, state: 'DECLARED', ...place, ...entered, ...optional }, dueOn });
}

export async function insertDeclaration(
  tx: OfficeTransaction,
  { granted, ruleVersion }: PersonFile,
  registration: Registration,
): Promise<void> {
  const { id: subjectId, personId, source: reason } = registration;
  await tx.registrations.insert(registration);
  await tx.move({ machine: 'REGISTRATION', subjectId, to: 'DECLARED', reason, ruleVersion });
  await tx.audit({ action: granted.action, personId, object: subjectId, reason: 'declared' });
}
