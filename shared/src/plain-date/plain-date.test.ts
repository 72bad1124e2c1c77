import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { DecodeError } from '../errors/index.ts';
import { fromEpochDays, parsePlainDate, toEpochDays } from './index.ts';

test.each([
  ['1970-01-01', 0],
  ['1969-12-31', -1],
  ['2000-02-29', 11_016],
  ['2026-11-23', 20_780],
  ['0001-01-01', -719_162],
  ['9999-12-31', 2_932_896],
])('%s is day %d', (text, days) => {
  expect(toEpochDays(parsePlainDate(text))).toBe(days);
  expect(fromEpochDays(days)).toBe(text);
});

// RFC 8943 §1.1 counts 1940-10-09 as -10676 and 1980-12-08 as 3994.
test('counts days as RFC 8943 does in its examples', () => {
  expect(toEpochDays(parsePlainDate('1940-10-09'))).toBe(-10_676);
  expect(toEpochDays(parsePlainDate('1980-12-08'))).toBe(3_994);
});

test.each([
  '2026-02-29',
  '1900-02-29',
  '2026-04-31',
  '2026-13-01',
  '2026-00-10',
  '2026-01-00',
  '0000-01-01',
  '2026-1-1',
  '20260101',
  '2026-01-01T00:00:00Z',
  ' 2026-01-01',
  '２026-01-01',
  '',
])('refuses %j', (text) => {
  expect(() => parsePlainDate(text)).toThrow(expect.objectContaining({ code: 'DATE_BAD' }));
});

test.each([1.5, Number.NaN, -719_163, 2_932_897])('refuses day %d', (days) => {
  expect(() => fromEpochDays(days)).toThrow(DecodeError);
});

test('every day of the calendar parses as what it was printed', () => {
  fc.assert(
    fc.property(fc.integer({ min: -719_162, max: 2_932_896 }), (days) => {
      expect(toEpochDays(parsePlainDate(fromEpochDays(days)))).toBe(days);
    }),
  );
});
