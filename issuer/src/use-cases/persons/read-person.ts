import { type Outcome, ok } from '@residence-permit/shared/outcome';
import type { Application, Permit, Person, SignedIn } from '../ports/index.ts';
import { lookEntry } from './audit-look.ts';
import { onPerson } from './on-person.ts';
import type { PersonDeps, PersonRefusal } from './person-file.ts';

/** What an officer reads of a person. */
export type PersonRecord = {
  readonly person: Person;
  readonly applications: readonly Application[];
  readonly permit?: Permit;
};

/** Opens one person's record; the look is in the audit log and in that person's own view. */
export function makeReadPerson(deps: PersonDeps) {
  return (by: SignedIn, { personId }: { readonly personId: string }): Promise<Outcome<PersonRecord, PersonRefusal>> => {
    const act = { personId, action: 'person.read', place: 'office of the record' } as const;
    return onPerson(deps, by, act, async (tx, { person, granted }) => {
      const applications = await tx.applications.ofPerson(personId);
      const permit = await tx.permits.findInForce(personId);
      await tx.audit(lookEntry(granted, personId));
      return ok({ person, applications, ...(permit === undefined ? {} : { permit }) });
    });
  };
}
