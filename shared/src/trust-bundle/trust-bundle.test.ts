import { describe, expect, test } from 'vitest';
import { type CborValue, decodeCbor, encodeCbor } from '../cbor/index.ts';
import { keyIdOf, nobleEd25519Signer } from '../cose/index.ts';
import { DEFAULT_KINDS } from '../entitlements/index.ts';
import { DEFAULT_PURPOSES } from '../purposes/index.ts';
import type { SignerEntry } from './signer-entry.ts';
import { decodeTrustBundle, encodeTrustBundle, type TrustBundle } from './trust-bundle.ts';

const keyOf = (fill: number) => nobleEd25519Signer(new Uint8Array(32).fill(fill)).publicKey;
const [officeKey, healthKey, spareKey] = [keyOf(1), keyOf(2), keyOf(3)];

const office: SignerEntry = {
  use: 'document',
  keyId: keyIdOf(officeKey),
  publicKey: officeKey,
  x5t: new Uint8Array(8).fill(9),
  from: 100,
  through: 900,
};
const health: SignerEntry = {
  use: 'grantor',
  keyId: keyIdOf(healthKey),
  publicKey: healthKey,
  grantor: 'health',
  kinds: ['health', 'yearly-check'],
  from: 100,
  through: 900,
  withdrawnAt: 500,
  kept: Uint8Array.from({ length: 32 }, (_, index) => index >> 4),
};
const LIMITS = { maxBytes: 10_000, maxDepth: 5, tags: [] };
const bundle: TrustBundle = {
  seq: 12,
  issuedAt: 1_000,
  expiresAt: 2_000,
  rootVersion: 3,
  signers: [office, health],
  cvcas: [Uint8Array.of(0x7f, 0x21, 0)],
  revokedTerminals: ['ZZCLINIC00001'],
  purposes: DEFAULT_PURPOSES,
  kinds: DEFAULT_KINDS,
  statusSeq: new Map([['s/1', 4]]),
  withdrawnGrants: [new Uint8Array(8).fill(1), new Uint8Array(8).fill(2)],
};

describe('a trust bundle', () => {
  test('reads back as it was written, and has one encoding', () => {
    const payloadBytes = encodeTrustBundle(bundle);
    expect(decodeTrustBundle(payloadBytes)).toEqual(bundle);
    expect(encodeTrustBundle(decodeTrustBundle(payloadBytes))).toEqual(payloadBytes);
  });

  test('lists withdrawn grants in ascending order, and has no such member without any', () => {
    const [first, second] = [new Uint8Array(8), new Uint8Array(8).fill(255)];
    const encoded = encodeTrustBundle({ ...bundle, withdrawnGrants: [second, first] });
    expect(decodeTrustBundle(encoded).withdrawnGrants).toEqual([first, second]);
    const without = decodeCbor(encodeTrustBundle({ ...bundle, withdrawnGrants: [] }), LIMITS);
    expect(without instanceof Map && without.has(11)).toBe(false);
  });

  test.each<[string, Partial<TrustBundle>]>([
    ['ends before it begins', { expiresAt: 1_000 }],
    ['was made under no root', { rootVersion: 0 }],
    ['names one signer twice', { signers: [office, office] }],
    [
      'gives one certificate to two signers',
      { signers: [office, { ...office, publicKey: spareKey, keyId: keyIdOf(spareKey) }] },
    ],
    ['names a key by another id', { signers: [{ ...office, keyId: keyIdOf(healthKey) }] }],
    ['has a signer whose period ends before it begins', { signers: [{ ...office, from: 901 }] }],
    ['keeps what a signer signed that is not withdrawn', { signers: [{ ...office, kept: new Uint8Array(16) }] }],
    ['keeps half a digest', { signers: [{ ...health, kept: new Uint8Array(24) }] }],
    ['keeps one digest twice', { signers: [{ ...health, kept: new Uint8Array(32) }] }],
    ['lets a grantor grant the kind of another', { signers: [{ ...health, kinds: ['library'] }] }],
    ['lets a grantor grant an unknown kind', { signers: [{ ...health, kinds: ['gold'] }] }],
    ['has a grantor with a name too long', { signers: [{ ...health, grantor: 'x'.repeat(17), kinds: [] }] }],
    ['names one purpose twice', { purposes: [...DEFAULT_PURPOSES, ...DEFAULT_PURPOSES.slice(0, 1)] }],
    ['names one kind twice', { kinds: [...DEFAULT_KINDS, ...DEFAULT_KINDS.slice(0, 1)] }],
    ['has a purpose for a kind that it does not list', { kinds: DEFAULT_KINDS.slice(1), signers: [office] }],
    [
      'has a purpose that asks nothing',
      { purposes: [{ id: 'p', titles: { zh: '一', en: 'p' }, fields: [], asks: [] }] },
    ],
    [
      'has a purpose that asks for an entitlement and names none',
      { purposes: [{ id: 'p', titles: { zh: '一', en: 'p' }, fields: [2], asks: ['entitled'] }] },
    ],
    [
      'has a purpose that reads DG1 as a field',
      { purposes: [{ id: 'p', titles: { zh: '一', en: 'p' }, fields: [1], asks: ['current'] }] },
    ],
    [
      'has a purpose whose fields are not ascending',
      { purposes: [{ id: 'p', titles: { zh: '一', en: 'p' }, fields: [3, 2], asks: ['current'] }] },
    ],
    [
      'has a purpose without a title',
      { purposes: [{ id: 'p', titles: { zh: '', en: 'p' }, fields: [2], asks: ['current'] }] },
    ],
    ['has a terminal reference too long', { revokedTerminals: ['Z'.repeat(17)] }],
  ])('is refused when it %s', (_, change) => {
    const payloadBytes = encodeTrustBundle({ ...bundle, ...change });
    expect(() => decodeTrustBundle(payloadBytes)).toThrow(expect.objectContaining({ code: 'TRUST_MALFORMED' }));
  });

  test('is refused when a signer key is of small order', () => {
    const members = decodeCbor(encodeTrustBundle(bundle), LIMITS);
    if (!(members instanceof Map)) throw new Error('not a map');
    const signer = new Map<number, CborValue>([
      [0, new Uint8Array(8)],
      [1, new Uint8Array(8)],
      [2, new Uint8Array(32).with(0, 1)],
      [3, 1],
      [6, 0],
      [7, 1],
    ]);
    const forged = encodeCbor(new Map<number | string, CborValue>(members).set(5, [signer]));
    expect(() => decodeTrustBundle(forged)).toThrow(expect.objectContaining({ code: 'COSE_KEY_BAD' }));
  });

  test.each([
    ['a member that the format does not list', 12, 0],
    ['half the id of a withdrawn grant', 11, new Uint8Array(12)],
    ['an empty list of withdrawn grants', 11, new Uint8Array()],
    ['one withdrawn grant twice', 11, new Uint8Array(16)],
    ['withdrawn grants that are not ascending', 11, new Uint8Array(16).fill(1, 0, 8)],
    ['the type of another record', 0, 3],
  ] as const)('is refused with %s', (_, key, value) => {
    const members = decodeCbor(encodeTrustBundle(bundle), LIMITS);
    if (!(members instanceof Map)) throw new Error('not a map');
    const changed = encodeCbor(new Map<number | string, CborValue>(members).set(key, value));
    expect(() => decodeTrustBundle(changed)).toThrow(expect.objectContaining({ code: 'TRUST_MALFORMED' }));
  });
});
