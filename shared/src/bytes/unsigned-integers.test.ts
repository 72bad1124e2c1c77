import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { bigIntToBytes, bytesToBigInt, fromHex, readUint, toHex, uint32Bytes } from './index.ts';

test('writes four bytes, most significant first', () => {
  expect(toHex(uint32Bytes(0))).toBe('00000000');
  expect(toHex(uint32Bytes(0x01020304))).toBe('01020304');
  expect(toHex(uint32Bytes(0xffffffff))).toBe('ffffffff');
});

test.each([-1, 0x1_0000_0000, 1.5, Number.NaN])('refuses %d as four bytes', (value) => {
  expect(() => uint32Bytes(value)).toThrow(RangeError);
});

test('reads any number of bytes up to 2^53-1', () => {
  expect(readUint(new Uint8Array(0))).toBe(0);
  expect(readUint(fromHex('001fffffffffffff'))).toBe(Number.MAX_SAFE_INTEGER);
  expect(() => readUint(fromHex('0020000000000000'))).toThrow(RangeError);
});

test('keeps the leading zeros that a fixed length asks for', () => {
  expect(toHex(bigIntToBytes(0x1234n, 4))).toBe('00001234');
  expect(toHex(bigIntToBytes(0n, 2))).toBe('0000');
  expect(bigIntToBytes(0n, 0)).toEqual(new Uint8Array(0));
});

test('refuses a number that does not fit, and a negative one', () => {
  expect(() => bigIntToBytes(256n, 1)).toThrow(RangeError);
  expect(() => bigIntToBytes(1n, 0)).toThrow(RangeError);
  expect(() => bigIntToBytes(-1n, 4)).toThrow(RangeError);
});

test('bytes to number and back gives the same bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      expect(bigIntToBytes(bytesToBigInt(bytes), bytes.length)).toEqual(bytes);
    }),
  );
});
