import type { PlainDate } from '@residence-permit/shared/plain-date';
import type { Ground } from '@residence-permit/shared/records';
import { type EligibilityPolicy, type PolicySet, ruleVersionOf } from '../policy/index.ts';
import type { Condition } from './condition.ts';
import { type ConditionOutcome, type EligibilityFacts, evidenceOf } from './facts.ts';
import { residenceCondition } from './residence-condition.ts';

/** The conditions of Decree 663 art. 2. */
export type EligibilityCondition = 'HUKOU_ELSEWHERE' | 'RESIDENCE' | 'GROUNDS';

/** One ground that was looked at. */
export type GroundFinding = {
  readonly ground: Ground;
  readonly clause: string;
  readonly outcome: ConditionOutcome;
  readonly evidence: readonly string[];
};

/** What the rules come to. It decides nothing: a reviewer does, and cites it. */
export type Eligibility = {
  /** `undecided`: nothing speaks against it, and something is not known yet. */
  readonly verdict: 'eligible' | 'not-eligible' | 'undecided';
  readonly conditions: readonly Condition<EligibilityCondition>[];
  /** Every ground that the policy knows. */
  readonly grounds: readonly GroundFinding[];
  readonly ruleVersion: string;
};

/** Whether the facts meet the rules of a policy on a day, condition by condition. Decree 663 art. 2. */
export function decideEligibility(
  facts: EligibilityFacts,
  { policy, today }: { readonly policy: PolicySet; readonly today: PlainDate },
): Eligibility {
  const rules = policy.eligibility;
  const grounds = rules.grounds.map((rule) => findGround(facts, rule));
  const conditions = [
    hukouCondition(facts, rules),
    residenceCondition(facts, { today, policy: rules }),
    groundsCondition(grounds, rules),
  ];
  return { verdict: verdictOf(conditions), conditions, grounds, ruleVersion: ruleVersionOf(policy) };
}

function verdictOf(conditions: readonly { readonly outcome: ConditionOutcome }[]): Eligibility['verdict'] {
  if (conditions.some(({ outcome }) => outcome === 'not-met')) return 'not-eligible';
  return conditions.every(({ outcome }) => outcome === 'met') ? 'eligible' : 'undecided';
}

function hukouCondition({ hukou }: EligibilityFacts, { clauses }: EligibilityPolicy): Condition<'HUKOU_ELSEWHERE'> {
  const part = { condition: 'HUKOU_ELSEWHERE', clause: clauses.hukouElsewhere } as const;
  if (hukou === undefined) {
    return { ...part, outcome: 'unknown', evidence: [], changes: [{ kind: 'STATE', fact: 'HUKOU' }] };
  }
  const evidence = evidenceOf([hukou]);
  if (hukou.standing !== 'CONFIRMED') {
    return { ...part, evidence, outcome: 'unknown', changes: [{ kind: 'CONFIRM', fact: 'HUKOU' }] };
  }
  if (hukou.value === 'HERE') return { ...part, evidence, outcome: 'not-met', changes: [{ kind: 'NOT_NEEDED' }] };
  return { ...part, evidence, outcome: 'met', changes: [] };
}

function findGround(facts: EligibilityFacts, rule: EligibilityPolicy['grounds'][number]): GroundFinding {
  const said = facts.grounds.filter(({ ground }) => ground === rule.ground).map(({ fact }) => fact);
  const confirmed = said.filter(({ standing }) => standing === 'CONFIRMED');
  const shown = confirmed.filter(({ value }) => value);
  if (shown.length > 0) return { ...rule, outcome: 'met', evidence: evidenceOf(shown) };
  const claimed = said.filter(({ value, standing }) => value && standing !== 'CONFIRMED');
  if (claimed.length > 0) return { ...rule, outcome: 'unknown', evidence: evidenceOf(claimed) };
  return { ...rule, outcome: 'not-met', evidence: evidenceOf(confirmed) };
}

function groundsCondition(grounds: readonly GroundFinding[], policy: EligibilityPolicy): Condition<'GROUNDS'> {
  const part = { condition: 'GROUNDS', clause: policy.clauses.grounds } as const;
  const met = grounds.filter(({ outcome }) => outcome === 'met');
  const evidence = [...new Set(met.flatMap((finding) => finding.evidence))];
  if (met.length >= policy.groundsNeeded) return { ...part, evidence, outcome: 'met', changes: [] };
  const open = grounds.filter(({ outcome }) => outcome === 'unknown');
  const missing = policy.groundsNeeded - met.length;
  if (open.length >= missing) {
    const papers = [...new Set([...met, ...open].flatMap((finding) => finding.evidence))];
    return { ...part, evidence: papers, outcome: 'unknown', changes: [{ kind: 'CONFIRM', fact: 'GROUND' }] };
  }
  const anyOf = grounds.filter(({ outcome }) => outcome !== 'met').map(({ ground }) => ground);
  return { ...part, evidence, outcome: 'not-met', changes: [{ kind: 'BRING_GROUNDS', anyOf, missing }] };
}
