import type { CaseBody } from './read-case.ts';

/** What the rules ask about a first permit, and what may be answered. */
export const RULE_QUESTIONS = [
  { field: 'hukou', fact: 'hukou.place', answers: ['ELSEWHERE', 'HERE'] },
  { field: 'job', fact: 'ground.job', answers: ['yes', 'no'] },
  { field: 'dwelling', fact: 'ground.dwelling', answers: ['yes', 'no'] },
  { field: 'study', fact: 'ground.study', answers: ['yes', 'no'] },
  { field: 'exemption', fact: 'exemption.kind', answers: ['no', 'INVESTOR', 'TALENT'] },
] as const;

/** The newest word on a fact: that of the office or a department before all others. */
export function latestFact(facts: CaseBody['facts'], name: string): CaseBody['facts'][number] | undefined {
  const said = facts.filter((fact) => fact.name === name);
  return said.findLast(({ saidBy }) => saidBy === 'OFFICE' || saidBy === 'DEPARTMENT') ?? said.at(-1);
}

/** Of each fact its newest word, in the order in which they were first said. */
export function standingFacts(facts: CaseBody['facts']): CaseBody['facts'] {
  const names = [...new Set(facts.map(({ name }) => name))];
  return names.flatMap((name) => latestFact(facts, name) ?? []);
}

/** Who says it, and the paper that it was checked against: `APPLICANT`, `OFFICE`, or `OFFICE:` and the id of the paper. */
export function sourceOf({ saidBy, evidenceId }: CaseBody['facts'][number]): string {
  if (saidBy !== 'OFFICE') return 'APPLICANT';
  return evidenceId === undefined ? 'OFFICE' : `OFFICE:${evidenceId}`;
}
