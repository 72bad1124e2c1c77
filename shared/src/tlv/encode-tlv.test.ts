import { expect, test } from 'vitest';
import { fromHex, toHex } from '../bytes/index.ts';
import { encodeTlv } from './index.ts';

test('writes tags of one, two and three bytes', () => {
  expect(toHex(encodeTlv(0x87, Uint8Array.of(1)))).toBe('870101');
  expect(toHex(encodeTlv(0x5f29, Uint8Array.of(0)))).toBe('5f290100');
  expect(toHex(encodeTlv(0x7f4e, new Uint8Array(0)))).toBe('7f4e00');
  expect(toHex(encodeTlv(0x5f8101, new Uint8Array(0)))).toBe('5f810100');
});

test.each([
  [0x7f, '7f'],
  [0x80, '8180'],
  [0xff, '81ff'],
  [0x100, '820100'],
  [0xffff, '82ffff'],
  [0x10000, '83010000'],
])('writes the length %d in its shortest form', (length, lengthHex) => {
  const encoded = encodeTlv(0x04, new Uint8Array(length));
  expect(toHex(encoded.subarray(0, 1 + lengthHex.length / 2))).toBe(`04${lengthHex}`);
  expect(encoded.length).toBe(1 + lengthHex.length / 2 + length);
});

test.each([0, -1, 0.5, 0x1f, 0x7f, 0x8701, 0x5f81, 0x5f8181, 0x1000000])('refuses the tag %d', (tag) => {
  expect(() => encodeTlv(tag, fromHex('00'))).toThrow(RangeError);
});
