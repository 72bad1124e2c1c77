import { type Outcome, ok } from '@residence-permit/shared/outcome';
import { lookEntry } from '../persons/audit-look.ts';
import { onPerson } from '../persons/on-person.ts';
import type { PersonDeps, PersonRefusal } from '../persons/person-file.ts';
import type { Card, SignedIn } from '../ports/index.ts';

/**
 * The cards of a person's permit in force, in the order in which they were made: for the desk that stops a lost one, at any
 * office of the city. The look is written down as every other.
 */
export function makeListLiveCards(deps: PersonDeps) {
  return (
    by: SignedIn,
    { personId }: { readonly personId: string },
  ): Promise<Outcome<readonly Card[], PersonRefusal>> => {
    const act = { personId, action: 'card.hold', place: 'office of the record' } as const;
    return onPerson(deps, by, act, async (tx, { granted }) => {
      const permit = await tx.permits.findInForce(personId);
      await tx.audit({ ...lookEntry(granted, personId), reason: 'cards' });
      return ok(permit === undefined ? [] : await tx.cards.ofPermit(permit.id));
    });
  };
}
