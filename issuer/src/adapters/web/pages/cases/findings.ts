import * as z from 'zod';
import { clauseName } from '../../../documents/content/name-tables.ts';
import type { PageRequest } from '../../page/page.ts';
import type { CaseBody } from './read-case.ts';

const Change = z.object({
  kind: z.string(),
  on: z.string().optional(),
  fact: z.string().optional(),
  anyOf: z.array(z.int()).optional(),
});
const Outcome = z.enum(['met', 'not-met', 'unknown']);
/** The part of the findings of the rules that pages show; the API keeps them as data. */
const Findings = z.object({
  eligibility: z.object({
    verdict: z.enum(['eligible', 'not-eligible', 'undecided']),
    conditions: z.array(
      z.object({
        condition: z.string(),
        clause: z.string(),
        outcome: Outcome,
        evidence: z.array(z.string()),
        changes: z.array(Change),
      }),
    ),
  }),
  serviceClass: z.object({ proposed: z.int().optional() }),
  residence: z.object({ since: z.string().optional(), months: z.int() }),
});

export type Findings = z.output<typeof Findings>;

/** What the rules found when the case was accepted; nothing before, and for kinds that no rule decides. */
export function findingsIn({ application }: CaseBody): Findings | undefined {
  return application.eligibility === undefined ? undefined : Findings.parse(application.eligibility);
}

/** The conditions as they are shown: outcome, clause, and what would change it. */
export function conditionsShown(page: PageRequest, { eligibility }: Findings) {
  return eligibility.conditions.map(({ condition, clause, outcome, changes, evidence }) => ({
    condition,
    outcome,
    name: page.say(`lists.condition.${condition}`),
    clause: clauseName(clause, page.language),
    outcomeWords: page.say(`lists.outcome.${outcome}`),
    evidence,
    changes: changes.map((change) => changeWords(page, change)),
  }));
}

function changeWords({ say, format }: PageRequest, { kind, on, fact, anyOf = [] }: z.output<typeof Change>): string {
  const grounds = anyOf.map((ground) => say(`lists.ground.${ground}`));
  const what = fact === undefined ? grounds.join(say('cases.list-comma')) : say(`lists.confirm.${fact}`);
  return say(`lists.change.${kind}`, { date: on === undefined ? '' : format.date(on), what });
}
