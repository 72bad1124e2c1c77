import { expect, test } from 'vitest';
import { fromHex, toHex } from './index.ts';

test('writes lower case and keeps leading zeros', () => {
  expect(toHex(Uint8Array.of(0, 1, 0xab, 0xff))).toBe('0001abff');
  expect(toHex(new Uint8Array(0))).toBe('');
});

test('reads both cases', () => {
  expect(fromHex('00aBfF')).toEqual(Uint8Array.of(0, 0xab, 0xff));
  expect(fromHex('')).toEqual(new Uint8Array(0));
});

test('is its own inverse for every byte', () => {
  const all = Uint8Array.from({ length: 256 }, (_, byte) => byte);
  expect(fromHex(toHex(all))).toEqual(all);
});

test.each(['0', '0g', '0x00', '00 00', '０0'])('refuses %j', (text) => {
  expect(() => fromHex(text)).toThrow(RangeError);
});
