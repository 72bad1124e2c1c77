import { deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { type CborValue, decodeCbor, encodeCbor } from '../cbor/index.ts';
import { HEADER, keyIdOf, nobleEd25519, nobleEd25519Signer, signSign1 } from '../cose/index.ts';
import { CARD_STATUS, CARD_STATUS_BITS, countEntries, lookUp, packStatuses } from './status-list.ts';
import { encodeStatusListClaims } from './status-list-claims.ts';
import {
  decodeStatusListToken,
  encodeStatusListToken,
  openStatusList,
  verifyStatusListToken,
} from './status-list-token.ts';

const signer = nobleEd25519Signer(new Uint8Array(32).fill(7));
const other = nobleEd25519Signer(new Uint8Array(32).fill(8));
const deflate = (bytes: Uint8Array) => deflateSync(bytes, { level: 9 });
const list = packStatuses({
  bits: CARD_STATUS_BITS,
  length: 100,
  entries: [
    [3, CARD_STATUS.REVOKED],
    [9, CARD_STATUS.ON_HOLD],
  ],
});
const base = { uri: 's/1', list, issuedAt: 1_000, expiresAt: 2_000, seq: 5, signer, deflate };

/** A token whose claims map was changed before it was signed. */
async function tokenWith(change: (claims: Map<number, CborValue>) => void): Promise<Uint8Array> {
  const claims = new Map<number, CborValue>();
  const plain = encodeStatusListClaims({ ...base, bits: 2, compressed: deflate(list.packed) });
  const decoded = decodeCbor(plain, { maxBytes: 1000, maxDepth: 3, tags: [] });
  if (decoded instanceof Map) for (const [key, value] of decoded) claims.set(Number(key), value);
  change(claims);
  const protectedHeader = new Map<number, CborValue>([
    [HEADER.KID, keyIdOf(signer.publicKey)],
    [HEADER.TYP, 'application/statuslist+cwt'],
  ]);
  return signSign1({ protectedHeader, payloadBytes: encodeCbor(claims), signer });
}

describe('a status list token', () => {
  test('reads back as it was made, and verifies under its key alone', async () => {
    const token = decodeStatusListToken(await encodeStatusListToken({ ...base, ttl: 600 }));
    expect(token.claims).toMatchObject({ uri: 's/1', issuedAt: 1_000, expiresAt: 2_000, ttl: 600, seq: 5, bits: 2 });
    expect(token.keyId).toEqual(keyIdOf(signer.publicKey));
    expect(verifyStatusListToken({ token, publicKey: signer.publicKey, engine: nobleEd25519 })).toBe(true);
    expect(verifyStatusListToken({ token, publicKey: other.publicKey, engine: nobleEd25519 })).toBe(false);
    const opened = await openStatusList(token, { maxEntries: 100 });
    expect([2, 3, 9, 99, 100].map((index) => lookUp(opened, index))).toEqual([0, 1, 2, 0, undefined]);
  });

  test('is refused when it holds more entries than the reader allows', async () => {
    const token = decodeStatusListToken(await encodeStatusListToken(base));
    await expect(openStatusList(token, { maxEntries: 96 })).rejects.toMatchObject({ code: 'STATUS_MALFORMED' });
  });

  test.each([
    ['has no number', (claims: Map<number, CborValue>) => claims.delete(-70001)],
    ['has no end', (claims: Map<number, CborValue>) => claims.delete(4)],
    ['ends before it begins', (claims: Map<number, CborValue>) => claims.set(4, 1_000)],
    ['has a claim that the format does not list', (claims: Map<number, CborValue>) => claims.set(5, 0)],
    [
      'has entries of three bits',
      (claims: Map<number, CborValue>) =>
        claims.set(
          65533,
          new Map<string, CborValue>([
            ['bits', 3],
            ['lst', new Uint8Array()],
          ]),
        ),
    ],
    ['has a text for its time', (claims: Map<number, CborValue>) => claims.set(6, 'now')],
  ])('is refused when it %s', async (_, change) => {
    const tokenBytes = await tokenWith(change);
    expect(() => decodeStatusListToken(tokenBytes)).toThrow(expect.objectContaining({ code: 'STATUS_MALFORMED' }));
  });

  test('is refused when its type is not that of a status list', async () => {
    const payloadBytes = encodeStatusListClaims({ ...base, bits: 2, compressed: deflate(list.packed) });
    const protectedHeader = new Map<number, CborValue>([
      [HEADER.KID, keyIdOf(signer.publicKey)],
      [HEADER.TYP, 'application/other+cwt'],
    ]);
    const tokenBytes = await signSign1({ protectedHeader, payloadBytes, signer });
    expect(() => decodeStatusListToken(tokenBytes)).toThrow('COSE_HEADER_NOT_ALLOWED');
  });

  test('of a million cards of which a thousand are revoked takes at most 3000 bytes', async () => {
    const million = packStatuses({ bits: 2, length: 1_000_000, entries: revokedOf(1_000_000, 1_000) });
    const tokenBytes = await encodeStatusListToken({ ...base, list: million });
    expect(tokenBytes.length).toBeLessThanOrEqual(3_000);
    const opened = await openStatusList(decodeStatusListToken(tokenBytes), { maxEntries: 1_000_000 });
    expect(countEntries(opened)).toBe(1_000_000);
  });
});

/** So many revoked cards, spread without pattern by a linear congruential generator (Numerical Recipes). */
function revokedOf(cards: number, revoked: number): readonly (readonly [number, number])[] {
  const indexes = new Set<number>();
  for (let state = 1; indexes.size < revoked; ) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    indexes.add(state % cards);
  }
  return [...indexes].map((index) => [index, CARD_STATUS.REVOKED]);
}
