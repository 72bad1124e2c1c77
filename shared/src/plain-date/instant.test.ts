import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { dateAt, formatTdate, parseTdate } from './index.ts';

test('writes whole seconds in UTC', () => {
  expect(formatTdate(0)).toBe('1970-01-01T00:00:00Z');
  expect(formatTdate(1_795_449_599)).toBe('2026-11-23T15:59:59Z');
  expect(formatTdate(-1)).toBe('1969-12-31T23:59:59Z');
});

test('refuses to write a fraction', () => {
  expect(() => formatTdate(0.5)).toThrow(RangeError);
});

test.each([
  '2026-11-23',
  '2026-11-23T15:59:59',
  '2026-11-23T15:59:59.0Z',
  '2026-11-23T15:59:59+08:00',
  '2026-11-23t15:59:59z',
  '2026-11-23T24:00:00Z',
  '2026-11-23T15:60:00Z',
  '2026-11-23T23:59:60Z',
  '2026-02-30T00:00:00Z',
])('refuses to read %j', (text) => {
  expect(() => parseTdate(text)).toThrow(expect.objectContaining({ code: 'DATE_BAD' }));
});

test('reads back what it wrote', () => {
  fc.assert(
    fc.property(fc.integer({ min: -62_135_596_800, max: 253_402_300_799 }), (at) => {
      expect(parseTdate(formatTdate(at))).toBe(at);
    }),
  );
});

test('the date in China turns at 16:00 UTC', () => {
  expect(dateAt(parseTdate('2026-11-23T15:59:59Z'), 480)).toBe('2026-11-23');
  expect(dateAt(parseTdate('2026-11-23T16:00:00Z'), 480)).toBe('2026-11-24');
  expect(dateAt(parseTdate('2026-11-23T16:00:00Z'), 0)).toBe('2026-11-23');
});
