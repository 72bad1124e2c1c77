import { addMonths, compareDates, type PlainDate } from '@residence-permit/shared/plain-date';

/**
 * Whole months from a day to another: the most that can be added to `from` without passing `to`; 0 when `to` is the earlier.
 * The month that began on the 31st is full on the last day of a shorter one.
 */
export function wholeMonths(from: PlainDate, to: PlainDate): number {
  const months = 12 * (yearOf(to) - yearOf(from)) + monthOf(to) - monthOf(from);
  const full = months > 0 && compareDates(addMonths(from, months), to) > 0 ? months - 1 : months;
  return Math.max(0, full);
}

function yearOf(day: PlainDate): number {
  return Number(day.slice(0, 4));
}

function monthOf(day: PlainDate): number {
  return Number(day.slice(5, 7));
}
