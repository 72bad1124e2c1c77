import { describe, expect, test } from 'vitest';
import { fromHex, toHex } from '../bytes/index.ts';
import { type CborValue, encodeCbor, Tagged } from '../cbor/index.ts';
import {
  decodeSign1,
  nobleEd25519,
  nobleEd25519Signer,
  readSign1,
  type Sign1Limits,
  sign1Value,
  signSign1,
  sigStructureBytes,
  verifySign1,
} from './index.ts';

const limits: Sign1Limits = { maxBytes: 1000, maxDepth: 4, tags: [] };
const signer = nobleEd25519Signer(new Uint8Array(32).fill(7));
const engine = nobleEd25519;
const payloadBytes = fromHex('a10102');
const signed = await signSign1({ protectedHeader: new Map([[4, Uint8Array.of(1, 2)]]), payloadBytes, signer });

const ALG = 'a10127';
const signature = new Uint8Array(64);
const sign1 = (...items: readonly CborValue[]): Uint8Array => encodeCbor(new Tagged(18, items));
const NONE: CborValue = new Map();

test('a signed payload verifies under the key and under no other', () => {
  const decoded = decodeSign1(signed, limits);
  expect(toHex(decoded.payloadBytes)).toBe('a10102');
  expect(decoded.protectedHeader).toEqual(
    new Map<number, unknown>([
      [1, -8],
      [4, Uint8Array.of(1, 2)],
    ]),
  );
  expect(verifySign1({ sign1: decoded, publicKey: signer.publicKey, engine })).toBe(true);
  const { publicKey } = nobleEd25519Signer(new Uint8Array(32).fill(8));
  expect(verifySign1({ sign1: decoded, publicKey, engine })).toBe(false);
});

test('a message of the other context does not verify: the payload alone is not what is signed', () => {
  const decoded = decodeSign1(signed, limits);
  const withAad = sigStructureBytes(decoded, Uint8Array.of(1));
  expect(engine.verify(decoded.signature, withAad, signer.publicKey)).toBe(false);
  expect(engine.verify(decoded.signature, decoded.payloadBytes, signer.publicKey)).toBe(false);
});

test('signing with another algorithm in the header is the caller’s bug', async () => {
  await expect(signSign1({ protectedHeader: new Map([[1, -7]]), payloadBytes, signer })).rejects.toThrow(RangeError);
});

test('the untagged array reads as the same', () => {
  const decoded = decodeSign1(signed, limits);
  expect(readSign1(sign1Value(decoded), {})).toEqual(decoded);
});

describe('refuses', () => {
  test.each<[string, Uint8Array, string]>([
    ['no tag', encodeCbor([fromHex(ALG), NONE, payloadBytes, signature]), 'COSE_MALFORMED'],
    ['the tag of COSE_Mac0', encodeCbor(new Tagged(17, [])), 'CBOR_TAG_NOT_ALLOWED'],
    ['three members', sign1(fromHex(ALG), NONE, payloadBytes), 'COSE_MALFORMED'],
    ['five members', sign1(fromHex(ALG), NONE, payloadBytes, signature, 0), 'COSE_MALFORMED'],
    ['a map', encodeCbor(new Tagged(18, NONE)), 'COSE_MALFORMED'],
    ['a detached payload', sign1(fromHex(ALG), NONE, null, signature), 'COSE_MALFORMED'],
    ['a text payload', sign1(fromHex(ALG), NONE, 'payload', signature), 'COSE_MALFORMED'],
    ['a protected header that is no byte string', sign1(NONE, NONE, payloadBytes, signature), 'COSE_MALFORMED'],
    ['a protected header that holds no map', sign1(fromHex('80'), NONE, payloadBytes, signature), 'COSE_MALFORMED'],
    [
      'a protected header with bytes after it',
      sign1(fromHex(`${ALG}00`), NONE, payloadBytes, signature),
      'CBOR_TRAILING_BYTES',
    ],
    [
      'a protected header with alg twice',
      sign1(fromHex('a201270127'), NONE, payloadBytes, signature),
      'CBOR_DUPLICATE_KEY',
    ],
    ['an unprotected header that is no map', sign1(fromHex(ALG), [], payloadBytes, signature), 'COSE_MALFORMED'],
    ['a short signature', sign1(fromHex(ALG), NONE, payloadBytes, new Uint8Array(63)), 'COSE_MALFORMED'],
    [
      'a signature as long as Ed448 has',
      sign1(fromHex(ALG), NONE, payloadBytes, new Uint8Array(114)),
      'COSE_MALFORMED',
    ],
    ['no alg', sign1(new Uint8Array(0), NONE, payloadBytes, signature), 'COSE_ALG_NOT_ALLOWED'],
    ['ES256', sign1(fromHex('a10126'), NONE, payloadBytes, signature), 'COSE_ALG_NOT_ALLOWED'],
    [
      'alg as a text',
      sign1(fromHex('a1016545644453 41'.replace(' ', '')), NONE, payloadBytes, signature),
      'COSE_ALG_NOT_ALLOWED',
    ],
    [
      'alg outside the signature only',
      sign1(new Uint8Array(0), new Map([[1, -8]]), payloadBytes, signature),
      'COSE_ALG_NOT_ALLOWED',
    ],
    [
      'an unprotected kid',
      sign1(fromHex(ALG), new Map([[4, Uint8Array.of(1)]]), payloadBytes, signature),
      'COSE_HEADER_NOT_ALLOWED',
    ],
    [
      'an unprotected text label',
      sign1(fromHex(ALG), new Map([['x', 1]]), payloadBytes, signature),
      'COSE_HEADER_NOT_ALLOWED',
    ],
    ['crit', sign1(fromHex('a201270281182a'), NONE, payloadBytes, signature), 'COSE_HEADER_NOT_ALLOWED'],
  ])('%s', (_, bytes, code) => {
    expect(() => decodeSign1(bytes, limits)).toThrow(expect.objectContaining({ code }));
  });

  test('a label in both headers, though it may be unprotected', () => {
    const bytes = sign1(
      fromHex('a201270441 01'.replace(' ', '')),
      new Map([[4, Uint8Array.of(1)]]),
      payloadBytes,
      signature,
    );
    expect(() => decodeSign1(bytes, { ...limits, allowUnprotected: [4] })).toThrow(
      expect.objectContaining({ code: 'COSE_HEADER_NOT_ALLOWED' }),
    );
  });

  test('crit in an unprotected header where that label is allowed', () => {
    const bytes = sign1(fromHex(ALG), new Map([[2, [42]]]), payloadBytes, signature);
    expect(() => decodeSign1(bytes, { ...limits, allowUnprotected: [2] })).toThrow(
      expect.objectContaining({ code: 'COSE_HEADER_NOT_ALLOWED' }),
    );
  });
});

test('lets an unprotected label pass where the caller states it', () => {
  const bytes = sign1(fromHex(ALG), new Map([[33, Uint8Array.of(1)]]), payloadBytes, signature);
  expect(decodeSign1(bytes, { ...limits, allowUnprotected: [33] }).unprotected.get(33)).toEqual(Uint8Array.of(1));
});

test('an empty protected header is signed as an empty byte string, however it was sent', () => {
  const parts = { protectedHeader: new Map(), protectedBytes: fromHex('a0'), payloadBytes: Uint8Array.of(1) };
  expect(toHex(sigStructureBytes(parts, new Uint8Array(0)))).toBe('846a5369676e61747572653140404101');
});
