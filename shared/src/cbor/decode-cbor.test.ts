import { expect, test } from 'vitest';
import { fromHex } from '../bytes/index.ts';
import { type CborLimits, decodeCbor, decodeForeignCbor, expectArray, Tagged } from './index.ts';

const limits: CborLimits = { maxBytes: 1000, maxDepth: 4, tags: [0, 1, 2, 18, 24, 258, 1004] };
const decode = (hex: string) => decodeCbor(fromHex(hex), limits);

test('maps become Map, with integer and text keys', () => {
  expect(decode('a40001200263616263036474657374f6')).toEqual(
    new Map<number | string, unknown>([
      [0, 1],
      [-1, 2],
      ['abc', 3],
      ['test', null],
    ]),
  );
});

test('a key that means something to objects is only a key', () => {
  expect(decode('a1695f5f70726f746f5f5f01')).toEqual(new Map([['__proto__', 1]]));
});

test.each([
  ['1b0000000100000000', 2 ** 32],
  ['3b0000000100000000', -1 - 2 ** 32],
  ['1b001fffffffffffff', Number.MAX_SAFE_INTEGER],
  ['1b0020000000000000', 2n ** 53n],
  ['1bffffffffffffffff', 2n ** 64n - 1n],
  ['3bffffffffffffffff', -(2n ** 64n)],
  ['1affffffff', 2 ** 32 - 1],
  ['3affffffff', -(2 ** 32)],
])('the integer %s is %d', (hex, value) => {
  expect(decode(hex)).toBe(value);
});

test('large integers become numbers wherever they stand', () => {
  const large = '1b0000000100000000';
  expect(decode(`82${large}a101c0${large}`)).toEqual([2 ** 32, new Map([[1, new Tagged(0, 2 ** 32)]])]);
});

test('listed tags become Tagged, also those that cbor-x knows', () => {
  expect(decode('c074323031332d30332d32315432303a30343a30305a')).toEqual(new Tagged(0, '2013-03-21T20:04:00Z'));
  expect(decode('c11a514b67b0')).toEqual(new Tagged(1, 1_363_896_240));
  expect(decode('c24101')).toEqual(new Tagged(2, Uint8Array.of(1)));
  expect(decode('d901028101')).toEqual(new Tagged(258, [1]));
  expect(decode('d903ec6a313934302d31302d3039')).toEqual(new Tagged(1004, '1940-10-09'));
  expect(decode('d818d2820102')).toEqual(new Tagged(24, new Tagged(18, [1, 2])));
});

test('a long text of every plane arrives unchanged', () => {
  const text = '阿不都·热西提\u{20BB7}'.repeat(4);
  const bytes = new TextEncoder().encode(text);
  const encoded = Uint8Array.of(0x78, bytes.length, ...bytes);
  expect(decodeCbor(encoded, limits)).toBe(text);
});

test('byte strings are plain arrays that do not share memory with the input', () => {
  const input = Buffer.from('824101420203', 'hex');
  const value = decodeCbor(input, limits);
  input.fill(0xff);
  expect(value).toEqual([Uint8Array.of(1), Uint8Array.of(2, 3)]);
  const items = expectArray(value, { code: 'RECORD_MALFORMED', what: 'test' });
  expect(items.map((item) => Buffer.isBuffer(item))).toEqual([false, false]);
  expect(Object.keys(input)).toEqual(Object.keys(Buffer.from('824101420203', 'hex')));
});

test('a slice of a larger buffer is decoded by itself', () => {
  expect(decodeCbor(fromHex('ffff8101ffff').subarray(2, 4), limits)).toEqual([1]);
});

test('a failure leaves nothing behind for the next input', () => {
  expect(() => decode('8201')).toThrow(expect.objectContaining({ code: 'CBOR_TRUNCATED' }));
  expect(decode('8201f5')).toEqual([1, true]);
});

test('a limit that lists a tag which cbor-x keeps for itself is the caller’s bug', () => {
  expect(() => decodeCbor(fromHex('00'), { ...limits, tags: [0xdfff] })).toThrow(RangeError);
});

test('foreign documents may have long heads and unordered keys', () => {
  const foreign = fromHex('b900026162016161190002');
  expect(decodeForeignCbor(foreign, limits)).toEqual(
    new Map([
      ['b', 1],
      ['a', 2],
    ]),
  );
  expect(() => decodeCbor(foreign, limits)).toThrow(expect.objectContaining({ code: 'CBOR_NOT_MINIMAL' }));
});

test.each([
  ['a duplicate key', 'a2616100616101', 'CBOR_DUPLICATE_KEY'],
  ['a duplicate key in another form', 'a201001801f6', 'CBOR_DUPLICATE_KEY'],
  ['a duplicate text key in another form', 'a26161007801610a', 'CBOR_DUPLICATE_KEY'],
  ['an indefinite length', '9fff', 'CBOR_INDEFINITE'],
  ['trailing bytes', '0000', 'CBOR_TRAILING_BYTES'],
  ['an unlisted tag', 'd81b80', 'CBOR_TAG_NOT_ALLOWED'],
  ['a deep nest', '818181818100', 'CBOR_TOO_DEEP'],
  ['a length past the input', '9a7fffffff', 'CBOR_TRUNCATED'],
  ['bad UTF-8', '61ff', 'CBOR_BAD_UTF8'],
])('in a foreign document %s is refused all the same', (_, hex, code) => {
  expect(() => decodeForeignCbor(fromHex(hex), limits)).toThrow(expect.objectContaining({ code }));
});
