import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import { dateAt } from '@residence-permit/shared/plain-date';
import { ruleVersionOf } from '../../domain/policy/index.ts';
import { type Action, decideRight } from '../../domain/rights/index.ts';
import { isErasure, isNamedCase, toActor } from '../applications/index.ts';
import type { OfficeTransaction, Person, SignedIn } from '../ports/index.ts';
import type { PersonDeps, PersonFile, PersonRefusal } from './person-file.ts';

/** Whose record, and what is to be done to it. */
export type PersonAct = {
  readonly personId: string;
  readonly action: Action;
  /** Where it takes place: at the office that keeps the record, or at the one that the caller works for. */
  readonly place: 'office of the record' | 'office of the caller';
  /** Who did what on the same thing before. */
  readonly earlierActs?: readonly { readonly action: Action; readonly accountId: string }[];
};

/** Runs work on one person's record in one transaction: the person is found and the right is asked. */
export async function onPerson<Value, Refusal extends string>(
  { inTransaction, clock }: PersonDeps,
  by: SignedIn,
  act: PersonAct,
  work: (tx: OfficeTransaction, file: PersonFile) => Promise<Outcome<Value, Refusal>>,
): Promise<Outcome<Value, Refusal | PersonRefusal>> {
  try {
    const officeId = by.officeId ?? (await inTransaction(toActor(by, ''), (tx) => officeOf(tx, act.personId)));
    if (officeId === undefined) return refused('person-not-found');
    return await inTransaction(toActor(by, officeId), async (tx) => {
      const opened = await openPerson(tx, clock(), { ...act, by, officeId });
      return opened.ok ? work(tx, opened.value) : opened;
    });
  } catch (cause) {
    if (isErasure(cause)) return refused('person-not-found');
    throw cause;
  }
}

/** One person's record, and the right of the caller to do this to it. */
export async function openPerson(
  tx: OfficeTransaction,
  now: number,
  asked: PersonAct & { readonly by: SignedIn; readonly officeId: string },
): Promise<Outcome<PersonFile, PersonRefusal>> {
  const person = await tx.persons.find(asked.personId);
  return person === undefined ? refused('person-not-found') : openRecord(tx, now, { ...asked, person });
}

/** A record that was found, and the right of the caller to do this to it; a closed one too. */
export async function openRecord(
  tx: OfficeTransaction,
  now: number,
  asked: PersonAct & { readonly by: SignedIn; readonly officeId: string; readonly person: Person },
): Promise<Outcome<PersonFile, PersonRefusal>> {
  const { by, person, personId, action, place, earlierActs = [] } = asked;
  const office = await tx.offices.get(place === 'office of the record' ? person.officeId : asked.officeId);
  const { jurisdiction, utcOffsetMinutes } = office;
  const right = decideRight({
    subject: by.subject,
    action,
    target: {
      place: { kind: 'office', officeId: office.id, jurisdiction },
      owners: [{ kind: 'person', id: personId }],
      sealed: person.isSealed,
      earlierActs,
    },
    ground: by.ground,
  });
  if (!right.ok) return right;
  if (!(await isNamedCase(tx, right.value, personId))) return refused('case-of-another');
  const today = dateAt(now, utcOffsetMinutes);
  const policy = await tx.policies.current(jurisdiction, today);
  return ok({ person, office, policy, ruleVersion: ruleVersionOf(policy), now, today, granted: right.value });
}

async function officeOf(tx: OfficeTransaction, personId: string): Promise<string | undefined> {
  return (await tx.persons.find(personId))?.officeId;
}
