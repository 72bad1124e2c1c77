import { type Outcome, refused } from '@residence-permit/shared/outcome';
import type { PlainDate } from '@residence-permit/shared/plain-date';
import { decideRenewal, type Renewal, type RenewalRefusal } from '../../domain/endorsement/index.ts';
import type { Eligibility } from '../../domain/eligibility/index.ts';
import type { PolicySet } from '../../domain/policy/index.ts';
import type { EndorsementMade, OfficeTransaction, Permit } from '../ports/index.ts';
import { anchorOf } from './endorsement-rules-of.ts';

/** What the office knows of a permit's endorsements: the lapses of the past as they happened, whatever the rule was. */
export async function endorsementsOf(tx: OfficeTransaction, permit: Permit) {
  const made = await tx.permits.endorsements(permit.id);
  return { made, lapses: made.flatMap(({ lapse }) => (lapse === undefined ? [] : [lapse])) };
}

/** The endorsement that a permit may be given today, and what it does. */
export function renewalOf(
  permit: Permit,
  asked: {
    readonly made: readonly EndorsementMade[];
    readonly lapses: readonly { readonly from: PlainDate; readonly through: PlainDate }[];
    readonly eligibility: Eligibility;
    readonly policy: PolicySet;
    readonly today: PlainDate;
  },
): Outcome<Renewal, RenewalRefusal> {
  const { made, lapses, eligibility, today } = asked;
  const policy = asked.policy.endorsement;
  if (permit.state === 'SUSPENDED') return refused('permit-terminated');
  const { state, endorsedThrough, residenceSince: since } = permit;
  const anchorOn = anchorOf(permit, { policy, made });
  return decideRenewal(
    { permit: { state, anchorOn, endorsedThrough }, residence: { since, lapses }, eligibility },
    { today, policy },
  );
}

/** For a case that somebody decided: the decision stands, and the rules are not asked again. */
export const DECIDED: Eligibility = { verdict: 'eligible', conditions: [], grounds: [], ruleVersion: '' };
