import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import { addMonths, type PlainDate, parsePlainDate } from '@residence-permit/shared/plain-date';

/** The first and the last month of a period, each YYYY-MM. */
export type Period = { readonly from: string; readonly through: string };

/** Months that one table has at most. */
export const MAX_MONTHS = 24;

/** Every month of a period in its order, YYYY-MM. @throws DecodeError DATE_BAD when one of them is no month */
export function monthsOf({ from, through }: Period): Outcome<readonly string[], 'period-bad'> {
  const [first, last] = [firstDayOf(from), firstDayOf(through)];
  const months = Array.from({ length: MAX_MONTHS }, (_, at) => addMonths(first, at)).filter((day) => day <= last);
  const isWhole = months.length > 0 && months.at(-1) === last;
  return isWhole ? ok(months.map((day) => day.slice(0, 7))) : refused('period-bad');
}

/** The twelve months that end with the one of that day. */
export function yearUntil(day: PlainDate): Period {
  return { from: addMonths(firstDayOf(day.slice(0, 7)), -11).slice(0, 7), through: day.slice(0, 7) };
}

/** The first day of a month YYYY-MM. @throws DecodeError DATE_BAD */
export function firstDayOf(month: string): PlainDate {
  return parsePlainDate(`${month}-01`);
}
