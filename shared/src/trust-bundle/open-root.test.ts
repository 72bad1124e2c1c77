import { describe, expect, test } from 'vitest';
import { HEADER, keyIdOf, nobleEd25519, nobleEd25519Signer, signSign } from '../cose/index.ts';
import { openTrustRoot, signTrustRoot, type TrustPins } from './open-root.ts';
import { encodeTrustRoot } from './trust-root.ts';

const signer = (fill: number) => nobleEd25519Signer(new Uint8Array(32).fill(fill));
const old = [signer(1), signer(2), signer(3)];
const young = [signer(4), signer(5), signer(6)];
const engine = nobleEd25519;
const keysOf = (signers: readonly { publicKey: (typeof old)[number]['publicKey'] }[]) =>
  signers.map(({ publicKey }) => publicKey);
const root = (version: number, rootSigners: typeof old) => ({
  version,
  issuedAt: 1_000,
  expiresAt: 9_000,
  threshold: 2,
  rootKeys: keysOf(rootSigners),
  bundleKeys: [signer(7).publicKey],
  statusKeys: [signer(8).publicKey],
});
const pins: TrustPins = { threshold: 2, keys: keysOf(old) };
const open = (rootBytes: Uint8Array, by = pins) => openTrustRoot({ rootBytes, pins: by, engine });
const unsigned = expect.objectContaining({ code: 'TRUST_UNSIGNED' });

describe('a root file', () => {
  test('opens under two of three pinned keys, and pins its own keys for the next', async () => {
    const opened = open(await signTrustRoot({ root: root(1, old), signers: old.slice(0, 2) }));
    expect(opened.root).toMatchObject({ version: 1, bundleKeys: [signer(7).publicKey] });
    expect(opened.pins).toEqual(pins);
  });

  test('does not open under one of them', async () => {
    const rootBytes = await signTrustRoot({ root: root(1, old), signers: old.slice(0, 1) });
    expect(() => open(rootBytes)).toThrow(unsigned);
  });

  test('does not open when one pinned key is named twice to reach the threshold', async () => {
    const rootBytes = await signTrustRoot({ root: root(1, old), signers: old.slice(0, 1) });
    const [first = old[0]?.publicKey] = pins.keys;
    if (first === undefined) throw new Error('no key');
    expect(() => open(rootBytes, { threshold: 2, keys: [first, first] })).toThrow(unsigned);
  });

  test('hands over to new keys when the old and the new both sign it', async () => {
    const both = [...old.slice(0, 2), ...young.slice(1)];
    const handedOver = open(await signTrustRoot({ root: root(2, young), signers: both }));
    expect(handedOver.pins.keys).toEqual(keysOf(young));
    const next = await signTrustRoot({ root: root(3, young), signers: young.slice(0, 2) });
    expect(open(next, handedOver.pins).root.version).toBe(3);
    expect(() => open(next)).toThrow(unsigned);
  });

  test.each([
    ['only the old keys', old],
    ['only the new keys', young],
  ])('does not hand over when %s sign it', async (_, signers) => {
    const rootBytes = await signTrustRoot({ root: root(2, young), signers });
    expect(() => open(rootBytes)).toThrow(unsigned);
  });

  test('is refused with a signature that it does not name', async () => {
    const payloadBytes = encodeTrustRoot({ ...root(1, old), signedBy: keysOf(old.slice(0, 2)) });
    const signers = old.map((one) => ({
      protectedHeader: new Map([[HEADER.KID, keyIdOf(one.publicKey)]]),
      signer: one,
    }));
    const rootBytes = await signSign({ protectedHeader: new Map(), payloadBytes, signers });
    expect(() => open(rootBytes)).toThrow(unsigned);
  });

  test('is refused without a pinned threshold', async () => {
    const rootBytes = await signTrustRoot({ root: root(1, old), signers: old });
    expect(() => open(rootBytes, { threshold: 0, keys: [] })).toThrow(unsigned);
  });

  test.each([
    ['a threshold that its keys cannot meet', { threshold: 4 }],
    ['no threshold', { threshold: 0 }],
    ['no bundle key', { bundleKeys: [] }],
    ['one root key twice', { rootKeys: [signer(1).publicKey, signer(1).publicKey] }],
    ['an end before its beginning', { expiresAt: 1_000 }],
    ['version 0', { version: 0 }],
  ])('is not signed with %s', async (_, change) => {
    await expect(signTrustRoot({ root: { ...root(1, old), ...change }, signers: old })).rejects.toMatchObject({
      code: 'TRUST_MALFORMED',
    });
  });
});
