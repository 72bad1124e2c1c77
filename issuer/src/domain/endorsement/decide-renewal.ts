import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import type { PlainDate } from '@residence-permit/shared/plain-date';
import type { Condition, Eligibility, EligibilityCondition } from '../eligibility/index.ts';
import { permitStateOn, type PermitState } from '../lifecycles/index.ts';
import type { EndorsementPolicy } from '../policy/index.ts';
import { type PlannedEndorsement, planNext } from './plan-endorsement.ts';
import { type EndorsementEffect, effectOfEndorsing, type Lapse } from './residence-count.ts';

export type RenewalRefusal =
  | 'permit-terminated'
  /** The first endorsement is given at activation, not at the counter's yearly one. */
  | 'not-activated'
  | 'too-early'
  /** Some condition is not met any more; the reasons go with the refusal. */
  | 'not-eligible'
  /** Something is not known: nobody is refused, and nobody endorsed, on that. */
  | 'eligibility-undecided';

/** What is known of a permit that comes to be endorsed. */
export type RenewalCase = {
  readonly permit: {
    readonly state: Exclude<PermitState, 'SUSPENDED'>;
    readonly anchorOn: PlainDate;
    readonly endorsedThrough: PlainDate | undefined;
  };
  readonly residence: { readonly since: PlainDate; readonly lapses: readonly Lapse[] };
  readonly eligibility: Eligibility;
};

/** An endorsement that may be given, with everything that it does. */
export type Renewal = PlannedEndorsement & {
  readonly timing: 'IN_TIME' | 'LATE';
  /** State of the permit until it is given. */
  readonly before: PermitState;
  readonly effect: EndorsementEffect;
};

/** Whether the yearly endorsement may be given today, and what it would do. Decree 663 art. 10; Zhejiang art. 19. */
export function decideRenewal(
  { permit, residence, eligibility }: RenewalCase,
  { today, policy }: { readonly today: PlainDate; readonly policy: EndorsementPolicy },
): Outcome<Renewal, RenewalRefusal> {
  const { state, anchorOn, endorsedThrough } = permit;
  if (state === 'TERMINATED') return refused('permit-terminated');
  if (endorsedThrough === undefined) return refused('not-activated');
  const planned = planNext({ anchorOn, endorsedThrough }, { today, rules: policy });
  if (!planned.ok) return planned;
  if (eligibility.verdict === 'not-eligible') return refused('not-eligible');
  if (eligibility.verdict === 'undecided') return refused('eligibility-undecided');
  const before = permitStateOn({ state, endorsedThrough }, today);
  const effect = effectOfEndorsing({ ...residence, today, endorsedThrough }, policy.residenceYearsOnLapse);
  return ok({ ...planned.value, before, effect });
}

/** The reasons of a refused endorsement: every condition that is not met, with its clause and papers. */
export function renewalReasons(eligibility: Eligibility): readonly Condition<EligibilityCondition>[] {
  return eligibility.conditions.filter(({ outcome }) => outcome === 'not-met');
}

/** What becomes of the permit once its endorsement was refused. Hangzhou art. 21: it ends. */
export function afterRefusal(policy: EndorsementPolicy): 'TERMINATED' | 'IN_FORCE' {
  return policy.onRefusal === 'TERMINATE' ? 'TERMINATED' : 'IN_FORCE';
}
