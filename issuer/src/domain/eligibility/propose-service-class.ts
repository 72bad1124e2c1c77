import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import type { PlainDate } from '@residence-permit/shared/plain-date';
import type { ServiceClass } from '@residence-permit/shared/records';
import { type PolicySet, ruleVersionOf, type ServiceClassCriterion } from '../policy/index.ts';
import { continuousResidence, isVerified } from '../registration/index.ts';
import type { WhatWouldChange } from './condition.ts';
import { type ConditionOutcome, type EligibilityFacts, evidenceOf, type Fact } from './facts.ts';

/** One criterion of a class and what it came to. */
export type CriterionFinding = {
  readonly criterion: ServiceClassCriterion;
  readonly outcome: ConditionOutcome;
  readonly evidence: readonly string[];
  readonly changes: readonly WhatWouldChange[];
};

/** One class and why it is met or not: what the person is shown. */
export type ClassFinding = {
  readonly serviceClass: ServiceClass;
  readonly clause: string;
  readonly outcome: ConditionOutcome;
  readonly criteria: readonly CriterionFinding[];
};

/**
 * A proposal, never a decision: a person confirms it, and the holder may appeal. PIPL art. 24; Zhejiang art. 28.
 * `proposed` is the first class that is met; absent when the policy has none for everybody and no other is met.
 */
export type ServiceClassProposal = {
  readonly proposed?: ServiceClass;
  readonly classes: readonly ClassFinding[];
  readonly ruleVersion: string;
  readonly appealable: true;
};

/** A class that a person confirmed. */
export type ConfirmedServiceClass = {
  readonly serviceClass: ServiceClass;
  readonly confirmedBy: string;
  readonly ruleVersion: string;
  /** Why the person chose another class than the proposed one. */
  readonly reason?: string;
};

export type ConfirmClassRefusal =
  /** Another class than the proposed one needs a reason. */
  | 'reason-missing'
  /** The policy has no rule for that class. */
  | 'class-unknown';

/** What the published criteria come to on a day. */
export function proposeServiceClass(
  facts: EligibilityFacts,
  { policy, today }: { readonly policy: PolicySet; readonly today: PlainDate },
): ServiceClassProposal {
  const classes = policy.serviceClasses.rules.map(({ serviceClass, clause, criteria }): ClassFinding => {
    const findings = criteria.map((criterion) => findCriterion(criterion, facts, { policy, today }));
    return { serviceClass, clause, outcome: allOf(findings), criteria: findings };
  });
  const proposed = classes.find(({ outcome }) => outcome === 'met')?.serviceClass;
  const part = { classes, ruleVersion: ruleVersionOf(policy), appealable: true } as const;
  return proposed === undefined ? part : { ...part, proposed };
}

/** The class that somebody confirmed, or set against the proposal with a reason. */
export function confirmServiceClass(
  proposal: ServiceClassProposal,
  choice: { readonly serviceClass: ServiceClass; readonly confirmedBy: string; readonly reason?: string },
): Outcome<ConfirmedServiceClass, ConfirmClassRefusal> {
  const { ruleVersion } = proposal;
  if (!proposal.classes.some(({ serviceClass }) => serviceClass === choice.serviceClass)) {
    return refused('class-unknown');
  }
  const reason = choice.reason?.trim() ?? '';
  if (choice.serviceClass !== proposal.proposed && reason === '') return refused('reason-missing');
  return ok({ ...choice, ruleVersion });
}

function allOf(findings: readonly CriterionFinding[]): ConditionOutcome {
  if (findings.some(({ outcome }) => outcome === 'not-met')) return 'not-met';
  return findings.every(({ outcome }) => outcome === 'met') ? 'met' : 'unknown';
}

function findCriterion(
  criterion: ServiceClassCriterion,
  facts: EligibilityFacts,
  asked: { readonly policy: PolicySet; readonly today: PlainDate },
): CriterionFinding {
  if (criterion.kind === 'RESIDENCE_MONTHS') return { criterion, ...findMonths(criterion.atLeast, facts, asked) };
  if (criterion.kind === 'EXEMPTION') {
    const said = facts.exemptions.filter(({ value }) => criterion.anyOf.includes(value));
    return { criterion, ...judge(said, { kind: 'CONFIRM', fact: 'EXEMPTION' }, { kind: 'BE_EXEMPT' }) };
  }
  const { ground } = criterion;
  const said = facts.grounds.filter((entry) => entry.ground === ground && entry.fact.value).map(({ fact }) => fact);
  const bring: WhatWouldChange = { kind: 'BRING_GROUNDS', anyOf: [ground], missing: 1 };
  return { criterion, ...judge(said, { kind: 'CONFIRM', fact: 'GROUND' }, bring) };
}

function findMonths(
  atLeast: number,
  facts: EligibilityFacts,
  { policy, today }: { readonly policy: PolicySet; readonly today: PlainDate },
): Omit<CriterionFinding, 'criterion'> {
  const verified = facts.residence.filter(isVerified);
  const residence = continuousResidence(verified, { today, rules: policy.eligibility });
  const evidence = evidenceOf(verified.filter(({ id }) => residence.intervals.includes(id)));
  if (residence.months >= atLeast) return { outcome: 'met', evidence, changes: [] };
  const on = residence.reachedOn(atLeast);
  const change: WhatWouldChange = on === undefined ? { kind: 'REGISTER_RESIDENCE' } : { kind: 'WAIT_UNTIL', on };
  return { outcome: 'not-met', evidence, changes: [change] };
}

function judge(
  said: readonly Fact<unknown>[],
  confirm: WhatWouldChange,
  bring: WhatWouldChange,
): Omit<CriterionFinding, 'criterion'> {
  const confirmed = said.filter(({ standing }) => standing === 'CONFIRMED');
  if (confirmed.length > 0) return { outcome: 'met', evidence: evidenceOf(confirmed), changes: [] };
  if (said.length > 0) return { outcome: 'unknown', evidence: evidenceOf(said), changes: [confirm] };
  return { outcome: 'not-met', evidence: [], changes: [bring] };
}
