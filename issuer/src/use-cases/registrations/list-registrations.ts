import { type Outcome, ok } from '@residence-permit/shared/outcome';
import { continuousResidence, isVerified } from '../../domain/registration/index.ts';
import { toInterval } from '../applications/index.ts';
import { lookEntry, onPerson, type PersonDeps, type PersonRefusal } from '../persons/index.ts';
import type { Registration, SignedIn } from '../ports/index.ts';

/** Somebody's stays, and what they amount to today. */
export type RegistrationList = {
  readonly registrations: readonly Registration[];
  /** Whole months of unbroken residence. */
  readonly months: number;
};

/** Reads the stays of a person; the look is written down. */
export function makeListRegistrations(deps: PersonDeps) {
  return (
    by: SignedIn,
    { personId }: { readonly personId: string },
  ): Promise<Outcome<RegistrationList, PersonRefusal>> => {
    const act = { personId, action: 'registration.read', place: 'office of the record' } as const;
    return onPerson<RegistrationList, PersonRefusal>(deps, by, act, async (tx, { office, policy, today, granted }) => {
      const registrations = await tx.registrations.ofPerson(personId);
      const intervals = registrations.map((stay) => toInterval(stay, office)).filter(isVerified);
      const { months } = continuousResidence(intervals, { today, rules: policy.eligibility });
      await tx.audit(lookEntry(granted, personId));
      return ok({ registrations, months });
    });
  };
}
