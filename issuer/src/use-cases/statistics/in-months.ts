import { type Outcome, ok } from '@residence-permit/shared/outcome';
import { addMonths } from '@residence-permit/shared/plain-date';
import { firstDayOf, monthsOf, type Period, yearUntil } from '../../domain/reports/index.ts';
import type { CountQuery } from '../ports/index.ts';
import type { CountedOffice } from './over-offices.ts';

/** The months of a period, YYYY-MM, and what is asked of the store for them. */
export type CountedMonths = { readonly months: readonly string[]; readonly query: CountQuery };

/** The months that are asked for; where none are, the last twelve by the calendar of the first office. */
export function inMonths(
  offices: readonly CountedOffice[],
  asked: Period | undefined,
): Outcome<CountedMonths, 'period-bad'> {
  const [first] = offices;
  if (first === undefined) throw new RangeError('offices: want at least one');
  const period = asked ?? yearUntil(first.today);
  const months = monthsOf(period);
  if (!months.ok) return months;
  const officeIds = offices.map(({ id }) => id);
  const query = { officeIds, from: firstDayOf(period.from), before: addMonths(firstDayOf(period.through), 1) };
  return ok({ months: months.value, query });
}
