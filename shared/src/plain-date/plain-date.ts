import { DecodeError } from '../errors/index.ts';

declare const plainDate: unique symbol;

/** A calendar date 'YYYY-MM-DD' (ISO 8601, proleptic Gregorian) in the years 0001..9999, without time or time zone. */
export type PlainDate = string & { readonly [plainDate]: true };

const MS_PER_DAY = 86_400_000;
const SHAPE = /^(\d{4})-(\d{2})-(\d{2})$/;
const FIRST_EPOCH_DAY = -719_162; // 0001-01-01
const LAST_EPOCH_DAY = 2_932_896; // 9999-12-31

/** @throws DecodeError DATE_BAD when the text is not 'YYYY-MM-DD' or the calendar has no such day */
export function parsePlainDate(text: string): PlainDate {
  const parts = SHAPE.exec(text);
  if (parts === null || text.startsWith('0000')) throw new DecodeError('DATE_BAD', 0, 'want YYYY-MM-DD');
  const [, year, month, day] = parts;
  const lastDay = daysInMonth(Number(year), Number(month));
  if (Number(day) < 1 || Number(day) > lastDay) throw new DecodeError('DATE_BAD', 0, 'no such day');
  return text as PlainDate;
}

/** Days in a month of the Gregorian calendar; `month` is 1..12, any other has none. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  if (month === 4 || month === 6 || month === 9 || month === 11) return 30;
  return month >= 1 && month <= 12 ? 31 : 0;
}

/** Days since 1970-01-01, negative before it. RFC 8943 §1.1, tag 100. */
export function toEpochDays(date: PlainDate): number {
  return Date.parse(date) / MS_PER_DAY; // a date alone is midnight UTC, ECMA-262 §21.4.1.32
}

/** @throws DecodeError DATE_BAD when `days` is not an integer, or names a day outside the years 0001..9999 */
export function fromEpochDays(days: number): PlainDate {
  requireEpochDays(days);
  return new Date(days * MS_PER_DAY).toISOString().slice(0, 10) as PlainDate;
}

/** @throws DecodeError DATE_BAD as `fromEpochDays` */
export function requireEpochDays(days: number): void {
  if (!Number.isInteger(days) || days < FIRST_EPOCH_DAY || days > LAST_EPOCH_DAY) {
    throw new DecodeError('DATE_BAD', 0, 'want a number of days in the years 0001..9999');
  }
}
