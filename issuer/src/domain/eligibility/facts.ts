import type { Ground } from '@residence-permit/shared/records';
import type { Exemption } from '../policy/index.ts';
import type { ResidenceInterval } from '../registration/index.ts';

/** Who said it: one of the four doors of an application, a department, or an officer who saw it. */
export const FACT_SOURCES = ['OFFICER', 'HOLDER', 'PROXY', 'EMPLOYER', 'LANDLORD', 'SCHOOL', 'DEPARTMENT'] as const;
export type FactSource = (typeof FACT_SOURCES)[number];

/** A claim counts once the office confirmed it; until then nobody knows. */
export type FactStanding = 'CONFIRMED' | 'CLAIMED' | 'DISPUTED';

/** Something that was said, by whom, and the paper that shows it. */
export type Fact<Value> = {
  readonly value: Value;
  readonly source: FactSource;
  readonly standing: FactStanding;
  /** Reference of the paper; absent where a department or an officer vouches for it. */
  readonly evidenceId?: string;
};

/** What eligibility rests on. An absent fact is unknown, not false. */
export type EligibilityFacts = {
  /** Where the hukou is: in this jurisdiction, or elsewhere. */
  readonly hukou?: Fact<'HERE' | 'ELSEWHERE'>;
  readonly residence: readonly ResidenceInterval[];
  /** Grounds that were put forward; `value` false: looked at and not there. */
  readonly grounds: readonly { readonly ground: Ground; readonly fact: Fact<boolean> }[];
  readonly exemptions: readonly Fact<Exemption>[];
};

/** What a condition came to. Unknown is never yes and never no. */
export type ConditionOutcome = 'met' | 'not-met' | 'unknown';

/** References of the papers of facts, each once, in their order. */
export function evidenceOf(facts: readonly Pick<Fact<unknown>, 'evidenceId'>[]): readonly string[] {
  return [...new Set(facts.flatMap(({ evidenceId }) => (evidenceId === undefined ? [] : [evidenceId])))];
}
