import { DecodeError } from '../errors/index.ts';
import { type PlainDate, parsePlainDate } from './plain-date.ts';

/**
 * The date of a card-verifiable certificate: six bytes YYMMDD, one decimal digit a byte (unpacked BCD), years 2000..2099.
 * TR-03110-3 §D.2.1.3.
 * @throws RangeError when the year is outside 2000..2099
 */
export function toCvcDate(date: PlainDate): Uint8Array {
  if (!date.startsWith('20')) throw new RangeError(`date: want a year in 2000..2099, got ${date.slice(0, 4)}`);
  return Uint8Array.from(date.slice(2).replaceAll('-', ''), Number);
}

/** @throws DecodeError DATE_BAD when it is not six decimal digits that name a day */
export function fromCvcDate(bytes: Uint8Array): PlainDate {
  if (bytes.length !== 6 || bytes.some((digit) => digit > 9)) {
    throw new DecodeError('DATE_BAD', 0, 'want six bytes of one decimal digit each');
  }
  const digits = [...bytes].join('');
  return parsePlainDate(`20${digits.slice(0, 2)}-${digits.slice(2, 4)}-${digits.slice(4, 6)}`);
}
