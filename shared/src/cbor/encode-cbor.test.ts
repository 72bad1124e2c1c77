import { expect, test } from 'vitest';
import { toHex } from '../bytes/index.ts';
import { type CborValue, encodeCbor, encodeEmbeddedCbor, Tagged } from './index.ts';

const encode = (value: CborValue) => toHex(encodeCbor(value));

// RFC 8949 appendix A.
test.each<[string, CborValue]>([
  ['00', 0],
  ['17', 23],
  ['1818', 24],
  ['1903e8', 1000],
  ['1a000f4240', 1_000_000],
  ['1b000000e8d4a51000', 1_000_000_000_000],
  ['1bffffffffffffffff', 18_446_744_073_709_551_615n],
  ['3bffffffffffffffff', -18_446_744_073_709_551_616n],
  ['20', -1],
  ['3903e7', -1000],
  ['01', 1n],
  ['00', -0],
  ['f4', false],
  ['f5', true],
  ['f6', null],
  ['4401020304', Uint8Array.of(1, 2, 3, 4)],
  ['60', ''],
  ['6449455446', 'IETF'],
  ['62c3bc', '\u00fc'],
  ['64f0908591', '\ud800\udd51'],
  ['8301820203820405', [1, [2, 3], [4, 5]]],
  ['d82076687474703a2f2f7777772e6578616d706c652e636f6d', new Tagged(32, 'http://www.example.com')],
])('writes %s', (hex, value) => {
  expect(encode(value)).toBe(hex);
});

// RFC 8949 §4.2.1: "10, 100, -1, "z", "aa"", without the keys that we do not use.
test('orders keys by the bytes of their encoding', () => {
  const map = new Map<number | string, CborValue>([
    ['aa', 4],
    [-1, 2],
    ['z', 3],
    [100, 1],
    [10, 0],
  ]);
  expect(encode(map)).toBe('a50a001864012002617a0362616104');
});

test('orders texts by UTF-8, where UTF-16 differs', () => {
  const map = new Map<string, CborValue>([
    ['\u{10000}', 1],
    ['\uffff!', 0],
  ]);
  expect(encode(map)).toBe('a264efbfbf210064f090808001');
});

test('does not depend on the order in which a map was filled', () => {
  const forwards = new Map([1, 2, 3].map((key) => [key, 0]));
  const backwards = new Map([3, 2, 1].map((key) => [key, 0]));
  expect(encode(forwards)).toBe(encode(backwards));
});

test('grows with its input', () => {
  expect(encodeCbor(new Uint8Array(70_000)).length).toBe(70_005);
  expect(encodeCbor('x'.repeat(5000)).length).toBe(5003);
});

test.each<[string, CborValue]>([
  ['a fraction', 1.5],
  ['NaN', Number.NaN],
  ['a number past 2^53', 2 ** 53],
  ['a bigint past 64 bits', 2n ** 64n],
  ['a negative bigint past 64 bits', -(2n ** 64n) - 1n],
  ['half of a surrogate pair', '\ud842'],
  ['a text that begins with a byte order mark', '\ufeffa'],
  ['a key past 32 bits', new Map([[2 ** 32, 0]])],
  ['a negative key past 32 bits', new Map([[-(2 ** 32) - 1, 0]])],
  ['a fractional key', new Map([[0.5, 0]])],
  ['a negative tag', new Tagged(-1, 0)],
  ['a tag that cbor-x keeps for itself', new Tagged(0xdff9, 0)],
])('refuses %s', (_, value) => {
  expect(() => encodeCbor(value)).toThrow(RangeError);
});

test('refuses what no type would let through', () => {
  const untyped: unknown = [undefined];
  expect(() => encodeCbor(untyped as CborValue)).toThrow(RangeError);
});

test.each([0, 1, 22, 23, 24, 253, 254, 255, 256, 65_532, 65_533])(
  'embeds a value as tag 24 around %d bytes',
  (length) => {
    const value = [new Uint8Array(length).fill(7)];
    expect(encodeEmbeddedCbor(value)).toEqual(encodeCbor(new Tagged(24, encodeCbor(value))));
  },
);

test('writes the next value as if the last had not been refused or been long', () => {
  expect(() => encodeCbor(['before', Number.NaN])).toThrow(RangeError);
  expect(encodeCbor(new Uint8Array(40_000))).toHaveLength(40_003);
  expect(encode([1, 2])).toBe('820102');
});
