import { expect, test } from 'vitest';
import { fromHex } from '../bytes/index.ts';
import type { Code } from '../errors/index.ts';
import { type CborLimits, guardCbor } from './index.ts';

const limits: CborLimits = { maxBytes: 100, maxDepth: 3, tags: [0, 24] };

function refusal(hex: string): { readonly code: Code; readonly offset: number } | undefined {
  try {
    guardCbor(fromHex(hex), limits);
    return undefined;
  } catch (cause) {
    return cause as { readonly code: Code; readonly offset: number };
  }
}

// The values of RFC 8949 appendix A that our formats can hold, and the shapes of our own.
test.each([
  '00',
  '17',
  '1818',
  '18ff',
  '190100',
  '1a00010000',
  '1b0000000100000000',
  '1bffffffffffffffff',
  '20',
  '3903e7',
  '3bffffffffffffffff',
  'f4',
  'f5',
  'f6',
  '40',
  '4401020304',
  '60',
  '62c3bc',
  '63e6b0b4',
  '64f0908591',
  '80',
  '8301820203820405',
  'a0',
  'a201020304',
  'a26161016162820203',
  'd818456449455446',
  'c074323031332d30332d32315432303a30343a30305a',
  'a4000121026060616100',
])('lets %s pass', (hex) => {
  expect(refusal(hex)).toBeUndefined();
});

test.each<[string, string, Code, number]>([
  ['nothing at all', '', 'CBOR_TRUNCATED', 0],
  ['a head without its argument', '19ff', 'CBOR_TRUNCATED', 2],
  ['a byte string past the input', '4401', 'CBOR_TRUNCATED', 0],
  ['a text past the input', '8261', 'CBOR_TRUNCATED', 0],
  ['an array of more items than bytes are left', '9a7fffffff', 'CBOR_TRUNCATED', 0],
  ['an array length of 64 bits', '9bffffffffffffffff', 'CBOR_TRUNCATED', 0],
  ['a byte string length of 64 bits', '5bffffffffffffffff00', 'CBOR_TRUNCATED', 0],
  ['a map of more members than the bytes left can hold', 'b9ffff01', 'CBOR_TRUNCATED', 0],
  ['a map that ends after a key', 'a101', 'CBOR_TRUNCATED', 0],
  ['a tag without a value', 'd818', 'CBOR_TRUNCATED', 2],
  ['bytes after the item', '0000', 'CBOR_TRAILING_BYTES', 1],
  ['bytes after an array', '80f6', 'CBOR_TRAILING_BYTES', 1],
  ['the same integer key twice', 'a201000100', 'CBOR_DUPLICATE_KEY', 3],
  ['the same text key twice', 'a2616100616101', 'CBOR_DUPLICATE_KEY', 4],
  ['a duplicate in an inner map', '81a201000100', 'CBOR_DUPLICATE_KEY', 4],
  ['integer keys that descend', 'a202000100', 'CBOR_KEY_ORDER', 3],
  ['a negative key before a positive one', 'a220000100', 'CBOR_KEY_ORDER', 3],
  ['a text key before an integer one', 'a26161000100', 'CBOR_KEY_ORDER', 4],
  ['a long text key before a short one', 'a262616100616200', 'CBOR_KEY_ORDER', 5],
  ['a small integer in two bytes', '1817', 'CBOR_NOT_MINIMAL', 0],
  ['an integer in three bytes that fits in two', '1900ff', 'CBOR_NOT_MINIMAL', 0],
  ['an integer in five bytes that fits in three', '1a0000ffff', 'CBOR_NOT_MINIMAL', 0],
  ['an integer in nine bytes that fits in five', '1b00000000ffffffff', 'CBOR_NOT_MINIMAL', 0],
  ['a negative integer that is longer than needed', '3800', 'CBOR_NOT_MINIMAL', 0],
  ['a byte string length that is longer than needed', '580100', 'CBOR_NOT_MINIMAL', 0],
  ['a text length that is longer than needed', '78016e', 'CBOR_NOT_MINIMAL', 0],
  ['an array length that is longer than needed', '980100', 'CBOR_NOT_MINIMAL', 0],
  ['a map length that is longer than needed', 'b900010000', 'CBOR_NOT_MINIMAL', 0],
  ['a tag that is longer than needed', 'd8006130', 'CBOR_NOT_MINIMAL', 0],
  ['a byte string of indefinite length', '5f4101ff', 'CBOR_INDEFINITE', 0],
  ['a text of indefinite length', '7f6161ff', 'CBOR_INDEFINITE', 0],
  ['an array of indefinite length', '9fff', 'CBOR_INDEFINITE', 0],
  ['a map of indefinite length', 'bfff', 'CBOR_INDEFINITE', 0],
  ['a break with nothing to end', '81ff', 'CBOR_INDEFINITE', 1],
  ['a lone continuation byte', '6180', 'CBOR_BAD_UTF8', 1],
  ['an overlong slash', '62c0af', 'CBOR_BAD_UTF8', 1],
  ['an overlong form of three bytes', '63e08080', 'CBOR_BAD_UTF8', 1],
  ['an overlong form of four bytes', '64f0808080', 'CBOR_BAD_UTF8', 1],
  ['half of a surrogate pair', '63eda080', 'CBOR_BAD_UTF8', 1],
  ['a code point past U+10FFFF', '64f4908080', 'CBOR_BAD_UTF8', 1],
  ['a text cut inside a character', '6361e4bd', 'CBOR_BAD_UTF8', 2],
  ['a bad byte inside a character', '63e44100', 'CBOR_BAD_UTF8', 1],
  ['a text that begins with a byte order mark', '63efbbbf', 'CBOR_BAD_UTF8', 1],
  ['a bad text as a key', 'a161ff00', 'CBOR_BAD_UTF8', 2],
  ['an unlisted tag', 'c11a514b67b0', 'CBOR_TAG_NOT_ALLOWED', 0],
  ['the tag that makes a RegExp in cbor-x', 'd81b8266526567457870612e', 'CBOR_TAG_NOT_ALLOWED', 0],
  ['a tag of 64 bits', 'dbffffffffffffffff00', 'CBOR_TAG_NOT_ALLOWED', 0],
  ['four arrays inside each other', '8181818100', 'CBOR_TOO_DEEP', 3],
  ['maps inside each other', 'a100a100a100a10000', 'CBOR_TOO_DEEP', 6],
  ['tags inside each other', 'd818d818d818d81800', 'CBOR_TOO_DEEP', 6],
  ['a half float', 'f93c00', 'CBOR_NOT_ALLOWED', 0],
  ['a single float', 'fa47c35000', 'CBOR_NOT_ALLOWED', 0],
  ['a double float', 'fb3ff199999999999a', 'CBOR_NOT_ALLOWED', 0],
  ['undefined', 'f7', 'CBOR_NOT_ALLOWED', 0],
  ['a simple value', 'f0', 'CBOR_NOT_ALLOWED', 0],
  ['a simple value in two bytes', 'f8ff', 'CBOR_NOT_ALLOWED', 0],
  ['a reserved argument', '1c', 'CBOR_NOT_ALLOWED', 0],
  ['an integer of indefinite length', '1f', 'CBOR_NOT_ALLOWED', 0],
  ['a tag of indefinite length', 'df00', 'CBOR_NOT_ALLOWED', 0],
  ['a byte string as a key', 'a1410100', 'CBOR_NOT_ALLOWED', 1],
  ['an array as a key', 'a18000', 'CBOR_NOT_ALLOWED', 1],
  ['true as a key', 'a1f500', 'CBOR_NOT_ALLOWED', 1],
  ['an integer key of nine bytes', 'a11b000000010000000000', 'CBOR_NOT_ALLOWED', 1],
])('refuses %s: %s is %s at byte %d', (_, hex, code, offset) => {
  expect(refusal(hex)).toMatchObject({ code, offset });
});

test('refuses an input longer than the limit before it reads it', () => {
  expect(refusal(`5863${'00'.repeat(99)}`)).toMatchObject({ code: 'CBOR_TOO_LONG', offset: 100 });
  expect(refusal(`5862${'00'.repeat(98)}`)).toBeUndefined();
});

test('a deep nest costs no more than the depth allowed', () => {
  const nest = new Uint8Array(1_000_000).fill(0x81);
  expect(() => guardCbor(nest, { maxBytes: nest.length, maxDepth: 16, tags: [] })).toThrow(
    expect.objectContaining({ code: 'CBOR_TOO_DEEP', offset: 16 }),
  );
});
