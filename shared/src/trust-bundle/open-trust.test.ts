import { deflateSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { keyIdOf, nobleEd25519, nobleEd25519Signer } from '../cose/index.ts';
import { DEFAULT_KINDS } from '../entitlements/index.ts';
import { DEFAULT_PURPOSES } from '../purposes/index.ts';
import { encodeStatusListToken, lookUp, packStatuses, type StatusBits } from '../status-list/index.ts';
import { openTrust, type OpenedTrust } from './open-trust.ts';
import { signTrustBundle } from './open-bundle.ts';
import { signTrustRoot } from './open-root.ts';
import { NO_FLOORS } from './trust-floors.ts';
import type { TrustBundle } from './trust-bundle.ts';

const signer = (fill: number) => nobleEd25519Signer(new Uint8Array(32).fill(fill));
const [rootSigner, bundleSigner, statusSigner, officeSigner] = [signer(1), signer(2), signer(3), signer(4)];
const x5t = new Uint8Array(8).fill(9);
const office = officeSigner.publicKey;

const bundle: TrustBundle = {
  seq: 3,
  issuedAt: 5_000,
  expiresAt: 6_000,
  rootVersion: 1,
  signers: [{ use: 'document', keyId: keyIdOf(office), publicKey: office, x5t, from: 0, through: 9_000 }],
  cvcas: [],
  revokedTerminals: ['ZZLOST00000001'],
  purposes: DEFAULT_PURPOSES,
  kinds: DEFAULT_KINDS,
  statusSeq: new Map([['s/1', 2]]),
  withdrawnGrants: [],
};
const tokenOf = (more: { seq?: number; bits?: StatusBits; by?: typeof rootSigner } = {}) =>
  encodeStatusListToken({
    uri: 's/1',
    list: packStatuses({ bits: more.bits ?? 2, length: 8, entries: [[1, 1]] }),
    issuedAt: 5_500,
    expiresAt: 5_900,
    seq: more.seq ?? 2,
    signer: more.by ?? statusSigner,
    deflate: (bytes) => deflateSync(bytes),
  });

describe('openTrust', () => {
  let rootBytes: Uint8Array;
  let bundleBytes: Uint8Array;
  let token: Uint8Array;
  beforeAll(async () => {
    const keys = { bundleKeys: [bundleSigner.publicKey], statusKeys: [statusSigner.publicKey] };
    const rootKeys = [rootSigner.publicKey];
    const root = { version: 1, issuedAt: 4_000, expiresAt: 5_950, threshold: 1, rootKeys, ...keys };
    rootBytes = await signTrustRoot({ root, signers: [rootSigner] });
    bundleBytes = await signTrustBundle(bundle, bundleSigner);
    token = await tokenOf();
  });
  const open = (change: Partial<Parameters<typeof openTrust>[0]> = {}): Promise<OpenedTrust> =>
    openTrust({
      pinnedRoots: { threshold: 1, keys: [rootSigner.publicKey] },
      rootBytes,
      bundleBytes,
      statusTokens: [token],
      floors: NO_FLOORS,
      engine: nobleEd25519,
      openedAt: 5_600,
      ...change,
    });

  test('gives a snapshot that finds signers, purposes, kinds, lists and revoked terminals', async () => {
    const { trust } = await open();
    expect(trust.findDocumentSigner(x5t)?.publicKey).toEqual(office);
    expect(trust.findSigner(keyIdOf(office))?.use).toBe('document');
    expect(trust.findSigner(keyIdOf(statusSigner.publicKey))).toBeUndefined();
    expect(trust.findPurpose('clinic')?.kind).toBe('health');
    expect(trust.findKind('library')?.dataGroup).toBe(21);
    expect(trust.isTerminalRevoked('ZZLOST00000001')).toBe(true);
    expect(trust.isTerminalRevoked('ZZCLINIC000001')).toBe(false);
    const list = trust.findStatusList('s/1');
    expect(list === undefined ? undefined : [0, 1, 2].map((index) => lookUp(list.list, index))).toEqual([0, 1, 0]);
    expect(trust.findStatusList('s/2')).toBeUndefined();
  });

  test('tells the ages that a verifier needs, and the latest time at which anything was made', async () => {
    const { trust } = await open();
    expect(trust).toMatchObject({ openedAt: 5_600, issuedAt: 5_000, expiresAt: 5_950, newestIssuedAt: 5_500 });
  });

  test('opens what has expired: the tap says that it is stale', async () => {
    await expect(open({ openedAt: 50_000 })).resolves.toMatchObject({ trust: { expiresAt: 5_950 } });
  });

  test('gives a snapshot that cannot be changed', async () => {
    const { trust } = await open();
    expect(() => Object.assign(trust, { expiresAt: 9_999 })).toThrow(TypeError);
  });

  test.each([
    [
      'a bundle signed by a status key',
      'TRUST_UNSIGNED',
      async () => ({ bundleBytes: await signTrustBundle(bundle, statusSigner) }),
    ],
    [
      'a status list signed by the bundle key',
      'TRUST_UNSIGNED',
      async () => ({ statusTokens: [await tokenOf({ by: bundleSigner })] }),
    ],
    [
      'a root under other pins',
      'TRUST_UNSIGNED',
      async () => ({ pinnedRoots: { threshold: 1, keys: [bundleSigner.publicKey] } }),
    ],
    [
      'a status list that is older than the bundle allows',
      'TRUST_ROLLED_BACK',
      async () => ({ statusTokens: [await tokenOf({ seq: 1 })] }),
    ],
    ['one status list twice', 'TRUST_MALFORMED', async () => ({ statusTokens: [token, token] })],
    [
      'a status list of one bit a card',
      'STATUS_MALFORMED',
      async () => ({ statusTokens: [await tokenOf({ bits: 1 })] }),
    ],
    ['a bundle in the place of the root', 'CBOR_TAG_NOT_ALLOWED', async () => ({ rootBytes: bundleBytes })],
  ])('refuses %s', async (_, code, change) => {
    await expect(open(await change())).rejects.toMatchObject({ code });
  });

  test('refuses a bundle that is older than the floors it gave before', async () => {
    const { floors } = await open();
    const older = await signTrustBundle({ ...bundle, seq: 2 }, bundleSigner);
    await expect(open({ floors, bundleBytes: older })).rejects.toMatchObject({ code: 'TRUST_ROLLED_BACK' });
  });
});
