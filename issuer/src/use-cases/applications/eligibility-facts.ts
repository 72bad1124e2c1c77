import type { Ground } from '@residence-permit/shared/records';
import type { EligibilityFacts, FactSource, FactStanding, Fact as RuleFact } from '../../domain/eligibility/index.ts';
import { EXEMPTIONS } from '../../domain/policy/index.ts';
import type { ResidenceInterval } from '../../domain/registration/index.ts';
import type { Fact, Speaker } from '../ports/index.ts';

/**
 * The facts that rules read, by name: where the hukou is (`HERE`, `ELSEWHERE`), a ground (`yes`, `no`), an exemption
 * (its name, or `no`). Everything else is for people.
 */
export const RULE_FACTS = {
  hukou: 'hukou.place',
  grounds: { 1: 'ground.job', 2: 'ground.dwelling', 3: 'ground.study' },
  exemption: 'exemption.kind',
} as const satisfies { readonly hukou: string; readonly grounds: Record<Ground, string>; readonly exemption: string };

const SOURCE_OF = {
  APPLICANT: 'HOLDER',
  PROXY: 'PROXY',
  EMPLOYER: 'EMPLOYER',
  LANDLORD: 'LANDLORD',
  SCHOOL: 'SCHOOL',
  OFFICE: 'OFFICER',
  DEPARTMENT: 'DEPARTMENT',
} as const satisfies Record<Speaker, FactSource>;

/**
 * What was said, as the rules read it. A claim counts once the office or a department says the same; what they say last
 * holds. A claim that differs from it is no news to the rules.
 */
export function toEligibilityFacts(said: readonly Fact[], residence: readonly ResidenceInterval[]): EligibilityFacts {
  const hukou = latest(said, RULE_FACTS.hukou);
  const hukouPlace = hukou?.value === 'HERE' || hukou?.value === 'ELSEWHERE' ? hukou.value : undefined;
  const exempt = latest(said, RULE_FACTS.exemption);
  const exemption = EXEMPTIONS.find((name) => name === exempt?.value);
  return {
    ...(hukou === undefined || hukouPlace === undefined ? {} : { hukou: toRuleFact(hukou, hukouPlace) }),
    residence,
    grounds: ([1, 2, 3] as const).flatMap((ground) => {
      const fact = latest(said, RULE_FACTS.grounds[ground]);
      return fact === undefined ? [] : [{ ground, fact: toRuleFact(fact, fact.value === 'yes') }];
    }),
    exemptions: exempt === undefined || exemption === undefined ? [] : [toRuleFact(exempt, exemption)],
  };
}

/** The last word of the office or a department; else the last claim. */
function latest(said: readonly Fact[], name: string): Fact | undefined {
  const named = said.filter((fact) => fact.name === name);
  return named.findLast(isConfirmed) ?? named.at(-1);
}

function isConfirmed({ saidBy }: Fact): boolean {
  return saidBy === 'OFFICE' || saidBy === 'DEPARTMENT';
}

function toRuleFact<Value>(fact: Fact, value: Value): RuleFact<Value> {
  const standing: FactStanding = isConfirmed(fact) ? 'CONFIRMED' : 'CLAIMED';
  const { saidBy, evidenceId } = fact;
  return { value, source: SOURCE_OF[saidBy], standing, ...(evidenceId === undefined ? {} : { evidenceId }) };
}
