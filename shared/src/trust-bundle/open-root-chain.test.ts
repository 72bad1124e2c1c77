import { beforeAll, describe, expect, test } from 'vitest';
import { nobleEd25519, nobleEd25519Signer } from '../cose/index.ts';
import { openTrustRoot, signTrustRoot } from './open-root.ts';
import { MAX_ROOT_FILES, openRootChain } from './open-root-chain.ts';

const signer = (fill: number) => nobleEd25519Signer(new Uint8Array(32).fill(fill));
const keysOf = (fill: number) => [signer(fill), signer(fill + 1)];
const engine = nobleEd25519;

/** Root `version` by keys of its own, handed over by those of the version before. */
async function rootFile(version: number): Promise<Uint8Array> {
  const [own, before] = [keysOf(10 * version), version === 1 ? [] : keysOf(10 * (version - 1))];
  return signTrustRoot({
    root: {
      version,
      issuedAt: version,
      expiresAt: version + 1,
      threshold: 2,
      rootKeys: own.map(({ publicKey }) => publicKey),
      bundleKeys: [signer(1).publicKey],
      statusKeys: [signer(2).publicKey],
    },
    signers: [...before, ...own],
  });
}

describe('a chain of roots', () => {
  const files: Uint8Array[] = [];
  beforeAll(async () => {
    for (let version = 1; version <= 4; version++) files.push(await rootFile(version));
  });
  const pinsOf = (version: number) => ({ threshold: 2, keys: keysOf(10 * version).map(({ publicKey }) => publicKey) });
  const open = (indexes: readonly number[], pinned: number, floorVersion: number) =>
    openRootChain({
      rootFiles: indexes.map((version) => files[version - 1] ?? new Uint8Array()),
      pins: pinsOf(pinned),
      floorVersion,
      engine,
    });

  test('leads from the first to the last, each under its own keys and those before', () => {
    const { root, pins } = open([1, 2, 3, 4], 1, 0);
    expect(root.version).toBe(4);
    expect(pins).toEqual(pinsOf(4));
    expect(() => openTrustRoot({ rootBytes: files[3] ?? new Uint8Array(), pins: pinsOf(1), engine })).toThrow();
  });

  test('goes on from where the verifier stopped, and passes over what is older', () => {
    expect(open([1, 2, 3, 4], 2, 2).root.version).toBe(4);
    expect(open([3, 4, 4], 3, 3).root.version).toBe(4);
  });

  test('begins at the first that the installed pins open', () => {
    expect(open([1, 2, 3, 4], 3, 0).root.version).toBe(4);
  });

  test.each([
    ['a gap', [1, 2, 4], 1, 1, 'TRUST_ROOT_GAP'],
    ['an end before the version held', [1, 2], 3, 3, 'TRUST_ROLLED_BACK'],
    ['pins of nobody in it', [1, 2, 3], 9, 0, 'TRUST_UNSIGNED'],
    ['pins that do not fit the version held', [3], 1, 2, 'TRUST_UNSIGNED'],
    ['no file', [], 1, 0, 'TRUST_UNSIGNED'],
  ])('is refused with %s', (_, indexes, pinned, floor, code) => {
    expect(() => open(indexes, pinned, floor)).toThrow(expect.objectContaining({ code }));
  });

  test('is refused when it is longer than any', () => {
    const rootFiles = Array.from({ length: MAX_ROOT_FILES + 1 }, () => files[0] ?? new Uint8Array());
    expect(() => openRootChain({ rootFiles, pins: pinsOf(1), engine })).toThrow('TRUST_TOO_LARGE');
  });
});
