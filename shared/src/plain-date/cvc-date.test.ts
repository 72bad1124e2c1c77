import { expect, test } from 'vitest';
import { fromHex, toHex } from '../bytes/index.ts';
import { fromCvcDate, parsePlainDate, toCvcDate } from './index.ts';

test('writes one decimal digit a byte', () => {
  expect(toHex(toCvcDate(parsePlainDate('2026-11-23')))).toBe('020601010203');
  expect(fromCvcDate(fromHex('020601010203'))).toBe('2026-11-23');
});

test('refuses a year that two digits cannot hold', () => {
  expect(() => toCvcDate(parsePlainDate('1999-12-31'))).toThrow(RangeError);
});

test.each(['0206010102', '02060101020300', '020601010a03', '020601030101', '020600020209'])('refuses %s', (hex) => {
  expect(() => fromCvcDate(fromHex(hex))).toThrow(expect.objectContaining({ code: 'DATE_BAD' }));
});
