import { type Outcome, ok } from '@residence-permit/shared/outcome';
import type { Period } from '../../domain/reports/index.ts';
import type { ApplicationKind, PolicySet } from '../../domain/policy/index.ts';
import type { CaseOutcome, OutcomeCount, SignedIn } from '../ports/index.ts';
import { inMonths } from './in-months.ts';
import { type AskedOffice, overOffices, type StatisticsDeps, type StatisticsRefusal } from './over-offices.ts';
import { publishCounts, type PublishedCount } from './published-count.ts';

/** Cases that came out in a month, by kind and outcome; a pair that is not there had none. */
export type MonthCases = {
  readonly month: string;
  readonly rows: readonly ({ readonly kind: ApplicationKind; readonly outcome: CaseOutcome } & PublishedCount)[];
  readonly total: PublishedCount;
};

export type OfficeCases = { readonly officeId: string; readonly months: readonly MonthCases[] };

export type CountCasesRefusal = StatisticsRefusal | 'period-bad';

/** What became of the cases of offices, month by month. */
export function makeCountCases(deps: StatisticsDeps) {
  return (
    by: SignedIn,
    asked: AskedOffice & { readonly period?: Period },
  ): Promise<Outcome<readonly OfficeCases[], CountCasesRefusal>> =>
    overOffices<readonly OfficeCases[], 'period-bad'>(deps, { ...asked, by }, async (tx, offices) => {
      const within = inMonths(offices, asked.period);
      if (!within.ok) return within;
      const { months, query } = within.value;
      const counts = await tx.statistics.outcomes(query);
      const counted = offices.map(async ({ id, jurisdiction, today }): Promise<OfficeCases> => {
        const rules = await tx.policies.current(jurisdiction, today);
        const own = counts.filter(({ officeId }) => officeId === id);
        return { officeId: id, months: months.map((month) => toMonth(month, own, rules)) };
      });
      return ok(await Promise.all(counted));
    });
}

function toMonth(month: string, own: readonly OutcomeCount[], rules: PolicySet): MonthCases {
  const found = own.filter((count) => count.month === month);
  const { rows, total } = publishCounts(
    found.map(({ cases }) => cases),
    rules,
  );
  return { month, total, rows: found.map(({ kind, outcome }, at) => ({ kind, outcome, ...(rows[at] ?? total) })) };
}
