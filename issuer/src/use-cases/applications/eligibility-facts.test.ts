import { array, assert, constantFrom, property, record } from 'fast-check';
import { expect, test } from 'vitest';
import { type Fact, SPEAKERS } from '../ports/index.ts';
import { RULE_FACTS, toEligibilityFacts } from './eligibility-facts.ts';

const aFact = (name: string, value: string, saidBy: Fact['saidBy'], evidenceId?: string): Fact => ({
  id: 'f',
  name,
  value,
  saidBy,
  saidAt: 0,
  ...(evidenceId === undefined ? {} : { evidenceId }),
});

test('a claim stays a claim until the office says the same', () => {
  const claimed = [aFact('ground.job', 'yes', 'EMPLOYER', 'e1')];
  expect(toEligibilityFacts(claimed, []).grounds).toEqual([
    { ground: 1, fact: { value: true, source: 'EMPLOYER', standing: 'CLAIMED', evidenceId: 'e1' } },
  ]);
  const seen = [...claimed, aFact('ground.job', 'yes', 'OFFICE', 'e2'), aFact('ground.job', 'no', 'APPLICANT')];
  expect(toEligibilityFacts(seen, []).grounds).toEqual([
    { ground: 1, fact: { value: true, source: 'OFFICER', standing: 'CONFIRMED', evidenceId: 'e2' } },
  ]);
});

test('what is not one of the words of a rule is not known', () => {
  const said = [
    aFact('hukou.place', 'somewhere', 'OFFICE'),
    aFact('exemption.kind', 'FAMOUS', 'OFFICE'),
    aFact('job.employer', 'a firm', 'OFFICE'),
  ];
  expect(toEligibilityFacts(said, [])).toEqual({ residence: [], grounds: [], exemptions: [] });
});

test('nothing is confirmed that neither the office nor a department said', () => {
  const names = [RULE_FACTS.hukou, RULE_FACTS.exemption, ...Object.values(RULE_FACTS.grounds)];
  const facts = array(
    record({
      name: constantFrom(...names),
      value: constantFrom('HERE', 'ELSEWHERE', 'yes', 'no', 'TALENT', 'INVESTOR'),
      saidBy: constantFrom(...SPEAKERS.filter((speaker) => speaker !== 'OFFICE' && speaker !== 'DEPARTMENT')),
    }),
  );
  assert(
    property(facts, (said) => {
      const { hukou, grounds, exemptions } = toEligibilityFacts(
        said.map(({ name, value, saidBy }) => aFact(name, value, saidBy)),
        [],
      );
      const found = [...(hukou === undefined ? [] : [hukou]), ...grounds.map(({ fact }) => fact), ...exemptions];
      expect(found.every(({ standing }) => standing === 'CLAIMED')).toBe(true);
    }),
  );
});
