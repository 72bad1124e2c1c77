import { ok } from '@residence-permit/shared/outcome';
import type { PlainDate } from '@residence-permit/shared/plain-date';
import { anchorDay, planFirst, planNext } from '../../domain/endorsement/index.ts';
import type { EndorsementPolicy } from '../../domain/policy/index.ts';
import type { EndorsementDays, EndorsementRules } from '../../live-card/index.ts';
import type { EndorsementMade, Permit } from '../ports/index.ts';

/**
 * The rules of a place for one permit. A replacement of a card whose endorsement has run out takes over the days that have
 * run out: another card does not endorse a permit.
 */
export function endorsementRulesOf(
  permit: Pick<Permit, 'residenceSince' | 'issuedOn'>,
  policy: EndorsementPolicy,
): EndorsementRules {
  const first = anchorOf(permit, { policy, made: [] });
  return {
    first: (today, lapsed) => daysOf(lapsed ?? planFirst(first, { today, rules: policy })),
    next({ endorsedThrough }, today) {
      const planned = planNext({ anchorOn: first, endorsedThrough }, { today, rules: policy });
      return planned.ok ? ok(daysOf(planned.value)) : planned;
    },
  };
}

/** The day from which years count: what the policy names, or the day of the last late endorsement. Decree 663 art. 10. */
export function anchorOf(
  { residenceSince, issuedOn }: Pick<Permit, 'residenceSince' | 'issuedOn'>,
  { policy, made }: { readonly policy: EndorsementPolicy; readonly made: readonly EndorsementMade[] },
): PlainDate {
  const late = made.findLast(({ isLate }) => isLate);
  return late?.windowFrom ?? anchorDay(policy.anchor, { residentSince: residenceSince, issuedOn });
}

function daysOf({ windowFrom, endorsedThrough }: EndorsementDays): EndorsementDays {
  return { windowFrom, endorsedThrough };
}
