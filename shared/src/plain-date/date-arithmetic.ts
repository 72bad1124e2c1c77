import { daysInMonth, fromEpochDays, type PlainDate, parsePlainDate, toEpochDays } from './plain-date.ts';

/** The date `days` later, or earlier when negative. */
export function addDays(date: PlainDate, days: number): PlainDate {
  return fromEpochDays(toEpochDays(date) + days);
}

/** The same day of the month `months` later; the last day of that month when it is shorter (31 January + 1 = 28 February). */
export function addMonths(date: PlainDate, months: number): PlainDate {
  const monthIndex = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 + months;
  const year = Math.floor(monthIndex / 12);
  const month = monthIndex - 12 * year + 1;
  const day = Math.min(Number(date.slice(8, 10)), daysInMonth(year, month));
  return parsePlainDate([pad(year, 4), pad(month, 2), pad(day, 2)].join('-'));
}

/** The same day `years` later; 29 February becomes 28 February in a common year. */
export function addYears(date: PlainDate, years: number): PlainDate {
  return addMonths(date, 12 * years);
}

/** Negative when `a` is the earlier, 0 when they are the same day, positive when `a` is the later. */
export function compareDates(a: PlainDate, b: PlainDate): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function pad(value: number, digits: number): string {
  return String(value).padStart(digits, '0');
}
