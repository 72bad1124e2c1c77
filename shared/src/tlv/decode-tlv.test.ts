import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { concatBytes, fromHex, toHex } from '../bytes/index.ts';
import { DecodeError } from '../errors/index.ts';
import { decodeTlv, decodeTlvSequence, encodeTlv } from './index.ts';

const tags = [0x04, 0x30, 0x81, 0x8e, 0x5f29, 0x7f4e, 0x5f37, 0x5f8101] as const;
const anObject = fc.tuple(fc.constantFrom(...tags), fc.uint8Array({ maxLength: 300 }));

test('reads back a sequence of data objects, whole and apart', () => {
  fc.assert(
    fc.property(fc.array(anObject, { maxLength: 6 }), (objects) => {
      const encoded = objects.map(([tag, value]) => encodeTlv(tag, value));
      const decoded = decodeTlvSequence(concatBytes(...encoded));
      expect(decoded.map(({ tag, value }) => [tag, value])).toEqual(objects);
      expect(decoded.map(({ bytes }) => bytes)).toEqual(encoded);
    }),
  );
});

test('whatever it accepts re-encodes to the same bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 12 }), (bytes) => {
      let decoded: ReturnType<typeof decodeTlv>;
      try {
        decoded = decodeTlv(bytes);
      } catch (cause) {
        expect(cause).toBeInstanceOf(DecodeError);
        return;
      }
      expect(encodeTlv(decoded.tag, decoded.value)).toEqual(bytes);
    }),
    { numRuns: 2000 },
  );
});

test('every truncation is refused as truncated', () => {
  const encoded = encodeTlv(0x7f4e, new Uint8Array(300));
  for (let length = 0; length < encoded.length; length++) {
    expect(() => decodeTlv(encoded.subarray(0, length))).toThrow(expect.objectContaining({ code: 'TLV_TRUNCATED' }));
  }
});

test.each([
  ['0400ff', 'TLV_TRAILING_BYTES', 2],
  ['04810100', 'TLV_BAD_LENGTH', 1],
  ['0482007f', 'TLV_BAD_LENGTH', 1],
  ['0480', 'TLV_BAD_LENGTH', 1],
  ['04850000000001', 'TLV_BAD_LENGTH', 1],
  ['0484ffffffff', 'TLV_TRUNCATED', 6],
  ['0402ff', 'TLV_TRUNCATED', 2],
  ['0000', 'TLV_BAD_TAG', 0],
  ['1f8000', 'TLV_BAD_TAG', 1],
  ['5f1e00', 'TLV_BAD_TAG', 1],
  ['5f81818100', 'TLV_BAD_TAG', 0],
  ['', 'TLV_TRUNCATED', 0],
])('refuses %s with %s at byte %d', (hex, code, offset) => {
  expect(() => decodeTlv(fromHex(hex))).toThrow(expect.objectContaining({ code, offset }));
});

test('an empty value holds no data objects', () => {
  expect(decodeTlvSequence(new Uint8Array(0))).toEqual([]);
});

test('views of a slice in a larger buffer stay inside it', () => {
  const whole = fromHex('ffff8e0201020304');
  const { value, bytes } = decodeTlv(whole.subarray(2, 6));
  expect(toHex(value)).toBe('0102');
  expect(toHex(bytes)).toBe('8e020102');
});
