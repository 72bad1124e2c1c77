import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import { compareDates, type PlainDate } from '@residence-permit/shared/plain-date';
import type { PolicySet } from './policy-set.ts';

/** The set of a jurisdiction that holds on a day: of those in force, the one that came into force last. */
export function policyOn(
  sets: readonly PolicySet[],
  { jurisdiction, day }: { readonly jurisdiction: string; readonly day: PlainDate },
): Outcome<PolicySet, 'no-policy'> {
  const inForce = sets
    .filter((set) => set.jurisdiction === jurisdiction && compareDates(set.effectiveFrom, day) <= 0)
    .toSorted((a, b) => compareDates(a.effectiveFrom, b.effectiveFrom))
    .at(-1);
  return inForce === undefined ? refused('no-policy') : ok(inForce);
}

/** How a decision names the set that it was made under: jurisdiction and version. */
export function ruleVersionOf(policy: Pick<PolicySet, 'jurisdiction' | 'version'>): string {
  return `${policy.jurisdiction}/${policy.version}`;
}
