import { expect, test } from 'vitest';
import { fromHex } from '../bytes/index.ts';
import { type CborLimits, type CborValue, encodeCbor, Tagged } from '../cbor/index.ts';
import {
  type CoseSign,
  decodeSign,
  keyIdOf,
  nobleEd25519,
  nobleEd25519Signer,
  signSign,
  verifySignSignature,
} from './index.ts';

const limits: CborLimits = { maxBytes: 4000, maxDepth: 5, tags: [] };
const engine = nobleEd25519;
const signers = [1, 2, 3].map((seed) => nobleEd25519Signer(new Uint8Array(32).fill(seed)));
const payloadBytes = fromHex('a10102');
const signed = await signSign({
  protectedHeader: new Map([[3, 60]]),
  payloadBytes,
  signers: signers.map((signer) => ({ protectedHeader: new Map([[4, keyIdOf(signer.publicKey)]]), signer })),
});

/** Which signers' signatures hold, by position. */
function holding(sign: CoseSign): readonly boolean[][] {
  return sign.signatures.map((signature) =>
    signers.map(({ publicKey }) => verifySignSignature({ sign, signature, publicKey, engine })),
  );
}

test('each signature verifies under its own key and under no other', () => {
  expect(holding(decodeSign(signed, limits))).toEqual([
    [true, false, false],
    [false, true, false],
    [false, false, true],
  ]);
});

test('a changed body header breaks every signature', () => {
  const sign = decodeSign(signed, limits);
  const changed = { ...sign, protectedHeader: new Map([[3, 61]]), protectedBytes: fromHex('a103183d') };
  expect(holding(changed).flat()).not.toContain(true);
});

test('a signature of a COSE_Sign1 over the same payload is none of a COSE_Sign', async () => {
  const sign = decodeSign(signed, limits);
  const [signer] = signers;
  if (signer === undefined) throw new Error('three signers were made');
  const protectedBytes = fromHex('a10127');
  const sign1Message = encodeCbor(['Signature1', protectedBytes, new Uint8Array(0), payloadBytes]);
  const signature = { protectedBytes, protectedHeader: new Map([[1, -8]]), signature: await signer.sign(sign1Message) };
  expect(verifySignSignature({ sign, signature, publicKey: signer.publicKey, engine })).toBe(false);
});

const NONE: CborValue = new Map();
const one: CborValue = [fromHex('a10127'), NONE, new Uint8Array(64)];
const sign = (...items: readonly CborValue[]) => encodeCbor(new Tagged(98, items));
const empty = new Uint8Array(0);

test.each<[string, Uint8Array, string]>([
  ['no tag', encodeCbor([empty, NONE, payloadBytes, [one]]), 'COSE_MALFORMED'],
  ['no signature', sign(empty, NONE, payloadBytes, []), 'COSE_MALFORMED'],
  [
    '33 signatures',
    sign(
      empty,
      NONE,
      payloadBytes,
      Array.from({ length: 33 }, () => one),
    ),
    'COSE_MALFORMED',
  ],
  ['signatures that are no array', sign(empty, NONE, payloadBytes, 1), 'COSE_MALFORMED'],
  ['a detached payload', sign(empty, NONE, null, [one]), 'COSE_MALFORMED'],
  ['a body header that is no byte string', sign(NONE, NONE, payloadBytes, [one]), 'COSE_MALFORMED'],
  ['an unprotected body header', sign(empty, new Map([[4, 1]]), payloadBytes, [one]), 'COSE_HEADER_NOT_ALLOWED'],
  [
    'an unprotected header of a signature',
    sign(empty, NONE, payloadBytes, [[fromHex('a10127'), new Map([[4, 1]]), new Uint8Array(64)]]),
    'COSE_HEADER_NOT_ALLOWED',
  ],
  [
    'a signature without alg',
    sign(empty, NONE, payloadBytes, [[empty, NONE, new Uint8Array(64)]]),
    'COSE_ALG_NOT_ALLOWED',
  ],
  ['a signature of two members', sign(empty, NONE, payloadBytes, [[fromHex('a10127'), NONE]]), 'COSE_MALFORMED'],
  [
    'a short signature',
    sign(empty, NONE, payloadBytes, [[fromHex('a10127'), NONE, new Uint8Array(63)]]),
    'COSE_MALFORMED',
  ],
])('refuses %s', (_, bytes, code) => {
  expect(() => decodeSign(bytes, limits)).toThrow(expect.objectContaining({ code }));
});

test('signing without headers writes them as empty', async () => {
  const [signer] = signers;
  if (signer === undefined) throw new Error('three signers were made');
  const bytes = await signSign({
    protectedHeader: new Map(),
    payloadBytes,
    signers: [{ protectedHeader: new Map(), signer }],
  });
  const decoded = decodeSign(bytes, limits);
  expect(decoded.protectedBytes.length).toBe(0);
  expect(holding(decoded)).toEqual([[true, false, false]]);
});
