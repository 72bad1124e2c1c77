import type { PlainDate } from '@residence-permit/shared/plain-date';
import type { EligibilityPolicy } from '../policy/index.ts';
import { type ContinuousResidence, continuousResidence, isVerified } from '../registration/index.ts';
import type { Condition, WhatWouldChange } from './condition.ts';
import { type EligibilityFacts, evidenceOf } from './facts.ts';

type Asked = { readonly today: PlainDate; readonly policy: EligibilityPolicy };

/**
 * So many months of unbroken residence, or an exemption. Only verified stays count; when the declared ones would make it
 * up, nobody knows yet.
 */
export function residenceCondition(facts: EligibilityFacts, { today, policy }: Asked): Condition<'RESIDENCE'> {
  const exempt = exemption(facts, policy);
  if (exempt?.outcome === 'met') return exempt;
  const options = { today, rules: policy };
  const verified = continuousResidence(facts.residence.filter(isVerified), options);
  const part = {
    condition: 'RESIDENCE',
    clause: policy.clauses.residence,
    evidence: papersOf(facts, verified),
  } as const;
  if (verified.months >= policy.residenceMonths) return { ...part, outcome: 'met', changes: [] };
  const stays = facts.residence.filter(({ state }) => state !== 'REJECTED');
  const declared = continuousResidence(stays, options);
  const changes = [...inTime(verified, declared, policy.residenceMonths), ...(exempt?.changes ?? [])];
  const unknown = declared.months >= policy.residenceMonths || exempt !== undefined;
  return { ...part, evidence: papersOf(facts, declared), outcome: unknown ? 'unknown' : 'not-met', changes };
}

function inTime(
  verified: ContinuousResidence,
  declared: ContinuousResidence,
  months: number,
): readonly WhatWouldChange[] {
  const confirm: readonly WhatWouldChange[] =
    declared.months > verified.months ? [{ kind: 'CONFIRM', fact: 'RESIDENCE' }] : [];
  if (declared.months >= months) return confirm;
  const on = declared.reachedOn(months);
  return on === undefined ? [{ kind: 'REGISTER_RESIDENCE' }] : [...confirm, { kind: 'WAIT_UNTIL', on }];
}

/** The condition as an exemption leaves it; undefined when none was put forward that the policy knows. */
function exemption(facts: EligibilityFacts, policy: EligibilityPolicy): Condition<'RESIDENCE'> | undefined {
  const known = policy.exemptions.flatMap(({ exemption: name, clause }) =>
    facts.exemptions.filter(({ value }) => value === name).map((fact) => ({ fact, clause })),
  );
  const best = known.find(({ fact }) => fact.standing === 'CONFIRMED') ?? known[0];
  if (best === undefined) return undefined;
  const confirmed = best.fact.standing === 'CONFIRMED';
  return {
    condition: 'RESIDENCE',
    clause: best.clause,
    evidence: evidenceOf([best.fact]),
    outcome: confirmed ? 'met' : 'unknown',
    changes: confirmed ? [] : [{ kind: 'CONFIRM', fact: 'EXEMPTION' }],
  };
}

function papersOf(facts: EligibilityFacts, residence: ContinuousResidence): readonly string[] {
  return evidenceOf(facts.residence.filter(({ id }) => residence.intervals.includes(id)));
}
