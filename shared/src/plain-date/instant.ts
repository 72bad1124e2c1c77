import { DecodeError } from '../errors/index.ts';
import { fromEpochDays, type PlainDate, parsePlainDate, requireEpochDays } from './plain-date.ts';

const SECONDS_PER_DAY = 86_400;
const SHAPE = /^(\d{4}-\d{2}-\d{2})T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$/;

/**
 * An instant as ISO/IEC 18013-5 §9.1.2.4 writes it: 'YYYY-MM-DDTHH:MM:SSZ', whole seconds, always UTC.
 * `at` is seconds since 1970-01-01T00:00:00Z.
 * @throws RangeError when it is not a whole number
 * @throws DecodeError DATE_BAD outside the years 0001..9999
 */
export function formatTdate(at: number): string {
  if (!Number.isInteger(at)) throw new RangeError(`at: want whole seconds, got ${at}`);
  requireEpochDays(Math.floor(at / SECONDS_PER_DAY));
  return `${new Date(at * 1000).toISOString().slice(0, 19)}Z`;
}

/** Seconds since the epoch. @throws DecodeError DATE_BAD when the text has another form, a fraction or an offset */
export function parseTdate(text: string): number {
  const parts = SHAPE.exec(text);
  if (parts === null) throw new DecodeError('DATE_BAD', 0, 'want YYYY-MM-DDTHH:MM:SSZ');
  parsePlainDate(parts[1] ?? '');
  return Date.parse(text) / 1000;
}

/**
 * The calendar date at an instant (seconds since the epoch) for a clock that is `utcOffsetMinutes` ahead of UTC;
 * China is 480 the year round.
 */
export function dateAt(at: number, utcOffsetMinutes: number): PlainDate {
  return fromEpochDays(Math.floor((at + utcOffsetMinutes * 60) / SECONDS_PER_DAY));
}
