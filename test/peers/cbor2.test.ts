import { toHex } from '@residence-permit/shared/bytes';
import {
  type CborLimits,
  type CborValue,
  decodeCbor,
  decodeForeignCbor,
  encodeCbor,
  Tagged,
} from '@residence-permit/shared/cbor';
import { type Code, DecodeError } from '@residence-permit/shared/errors';
import { cdeDecodeOptions, cdeEncodeOptions, decode, encode, Tag } from 'cbor2';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { ARBITRARY_TAGS, arbitraryCbor } from '../builders/arbitrary-cbor.ts';

// cbor2 in its mode for Common Deterministic Encoding is written by others and is the strictest decoder at hand.
const limits: CborLimits = { maxBytes: 100_000, maxDepth: 8, tags: ARBITRARY_TAGS };
const peerDecode = {
  ...cdeDecodeOptions,
  tags: new Map(),
  ignoreGlobalTags: true,
  preferMap: true,
  rejectFloats: true,
  rejectUndefined: true,
};

function ofPeer(value: CborValue): unknown {
  if (Array.isArray(value)) return value.map(ofPeer);
  if (value instanceof Map) return new Map([...value].map(([key, member]) => [key, ofPeer(member)]));
  return value instanceof Tagged ? new Tag(value.tag, ofPeer(value.value)) : value;
}

function peerEncode(value: CborValue): Uint8Array {
  return encode(ofPeer(value), cdeEncodeOptions);
}

test('we encode every value to the same bytes as cbor2', () => {
  fc.assert(
    fc.property(arbitraryCbor, (value) => {
      expect(toHex(encodeCbor(value))).toBe(toHex(peerEncode(value)));
    }),
    { numRuns: 1000 },
  );
});

test('a value decodes to itself', () => {
  fc.assert(
    fc.property(arbitraryCbor, (value) => {
      expect(decodeCbor(encodeCbor(value), limits)).toEqual(value);
    }),
    { numRuns: 1000 },
  );
});

/** What we refuse on top of the encoding rules: types that our formats do not use, and limits. */
const OUR_CHOICE: ReadonlySet<Code> = new Set<Code>(['CBOR_NOT_ALLOWED', 'CBOR_TAG_NOT_ALLOWED', 'CBOR_TOO_DEEP']);

function agreesWithPeer(bytes: Uint8Array): void {
  let value: CborValue;
  try {
    value = decodeCbor(bytes, limits);
  } catch (cause) {
    if (!(cause instanceof DecodeError)) throw cause;
    const byteOrderMark = cause.message.includes('byte order mark');
    if (OUR_CHOICE.has(cause.code) || byteOrderMark) return;
    expect(() => decode(bytes, peerDecode), `${toHex(bytes)}: ${cause.message}`).toThrow();
    return;
  }
  expect(toHex(encodeCbor(value)), 'what decodes has one encoding').toBe(toHex(bytes));
  expect(() => decode(bytes, peerDecode), toHex(bytes)).not.toThrow();
}

test('we accept and refuse the same random bytes as cbor2', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 24 }), agreesWithPeer), { numRuns: 20_000 });
});

/** A good encoding with one byte changed. */
const damagedEncoding = fc.tuple(arbitraryCbor, fc.nat(), fc.integer({ min: 1, max: 255 })).map(([value, at, mask]) => {
  const bytes = encodeCbor(value);
  const index = at % bytes.length;
  bytes[index] = (bytes[index] ?? 0) ^ mask;
  return bytes;
});

test('we accept and refuse the same damaged encodings as cbor2', () => {
  fc.assert(fc.property(damagedEncoding, agreesWithPeer), { numRuns: 5000 });
});

test('what the foreign form lets through decodes, and its value has one deterministic encoding', () => {
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 16 }), damagedEncoding), (bytes) => {
      let value: CborValue;
      try {
        value = decodeForeignCbor(bytes, limits);
      } catch (cause) {
        expect(cause).toBeInstanceOf(DecodeError);
        return;
      }
      expect(decodeCbor(encodeCbor(value), limits)).toEqual(value);
    }),
    { numRuns: 10_000 },
  );
});

const truncated = expect.objectContaining({ code: 'CBOR_TRUNCATED' });

test('every truncation of an encoding is refused as truncated', () => {
  fc.assert(
    fc.property(arbitraryCbor, (value) => {
      const bytes = encodeCbor(value).subarray(0, 400);
      for (let length = 0; length < bytes.length; length++) {
        expect(() => decodeCbor(bytes.subarray(0, length), limits)).toThrow(truncated);
      }
    }),
    { numRuns: 50 },
  );
});
