import { type Outcome, ok } from '@residence-permit/shared/outcome';
import { type PlainDate, toEpochDays } from '@residence-permit/shared/plain-date';
import { AGE_BANDS, type AgeBand, ageBandOf, type Period } from '../../domain/reports/index.ts';
import type { OpenCount, SignedIn, StopCount } from '../ports/index.ts';
import { inMonths } from './in-months.ts';
import {
  type AskedOffice,
  type CountedOffice,
  overOffices,
  type StatisticsDeps,
  type StatisticsRefusal,
} from './over-offices.ts';
import { publishCounts, type PublishedCount } from './published-count.ts';

/** Cases whose clock stopped in a month: by their due day, or after it. */
export type MonthKept = {
  readonly month: string;
  readonly kept: PublishedCount;
  readonly late: PublishedCount;
  readonly total: PublishedCount;
};

/** How one office keeps its clock. */
export type OfficeDeadlines = {
  readonly officeId: string;
  /** By the calendar of the office. */
  readonly asOf: PlainDate;
  /** Cases whose clock runs, by the days since their acceptance; none is left out. */
  readonly open: readonly ({ readonly band: AgeBand } & PublishedCount)[];
  readonly openTotal: PublishedCount;
  readonly months: readonly MonthKept[];
};

export type CountDeadlinesRefusal = StatisticsRefusal | 'period-bad';

/**
 * How long cases have been open, and how many were done in time, office by office and month by month. No figure spans
 * offices or months, so that none is told from the difference of two.
 */
export function makeCountDeadlines(deps: StatisticsDeps) {
  return (
    by: SignedIn,
    asked: AskedOffice & { readonly period?: Period },
  ): Promise<Outcome<readonly OfficeDeadlines[], CountDeadlinesRefusal>> =>
    overOffices<readonly OfficeDeadlines[], 'period-bad'>(deps, { ...asked, by }, async (tx, offices) => {
      const within = inMonths(offices, asked.period);
      if (!within.ok) return within;
      const { months, query } = within.value;
      const open = await tx.statistics.openCases(query.officeIds);
      const stopped = await tx.statistics.stoppedClocks(query);
      const counted = offices.map(async (office): Promise<OfficeDeadlines> => {
        const rules = await tx.policies.current(office.jurisdiction, office.today);
        const ages = publishCounts(countBands(open, office), rules);
        return {
          officeId: office.id,
          asOf: office.today,
          open: AGE_BANDS.map((band, at) => ({ band, ...(ages.rows[at] ?? ages.total) })),
          openTotal: ages.total,
          months: months.map((month) => {
            const of = (isLate: boolean) => countStops(stopped, { officeId: office.id, month, isLate });
            const { rows, total } = publishCounts([of(false), of(true)], rules);
            const [kept = total, late = total] = rows;
            return { month, kept, late, total };
          }),
        };
      });
      return ok(await Promise.all(counted));
    });
}

function countBands(open: readonly OpenCount[], { id, today }: CountedOffice): readonly number[] {
  const own = open.filter(({ officeId }) => officeId === id);
  // A clock that was set back shows a case from tomorrow: it is new.
  const ageOf = (acceptedOn: PlainDate) => Math.max(0, toEpochDays(today) - toEpochDays(acceptedOn));
  return AGE_BANDS.map((band) =>
    own.reduce((sum, { acceptedOn, cases }) => (ageBandOf(ageOf(acceptedOn)) === band ? sum + cases : sum), 0),
  );
}

function countStops(stopped: readonly StopCount[], of: Omit<StopCount, 'cases'>): number {
  const same = stopped.find(
    ({ officeId, month, isLate }) => officeId === of.officeId && month === of.month && isLate === of.isLate,
  );
  return same?.cases ?? 0;
}
