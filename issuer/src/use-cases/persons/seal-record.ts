import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import type { SignedIn } from '../ports/index.ts';
import { onPerson } from './on-person.ts';
import type { PersonDeps, PersonRefusal } from './person-file.ts';

export type SealRefusal = PersonRefusal | 'ground-missing' | 'already-so';

/** Seals a record, so that an extra right and a reason are needed to read it, or opens it again. */
export function makeSealRecord(deps: PersonDeps) {
  return (
    by: SignedIn,
    input: {
      readonly personId: string;
      readonly isSealed: boolean /** Without personal data. */;
      readonly why: string;
    },
  ): Promise<Outcome<{ readonly isSealed: boolean }, SealRefusal>> => {
    const { personId, isSealed, why } = input;
    const act = { personId, action: 'record.seal', place: 'office of the record' } as const;
    return onPerson<{ readonly isSealed: boolean }, SealRefusal>(deps, by, act, async (tx, { person, granted }) => {
      if (why.trim() === '') return refused('ground-missing');
      if (person.isSealed === isSealed) return refused('already-so');
      await tx.persons.setSealed(personId, isSealed);
      await tx.audit({ action: granted.action, personId, object: isSealed ? 'sealed' : 'opened', reason: why });
      return ok({ isSealed });
    });
  };
}
