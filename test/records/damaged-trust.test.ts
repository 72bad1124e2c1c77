import { makeHoldCeremony, TEST_PLAN } from '@residence-permit/issuer/authority';
import { nodeEd25519 } from '@residence-permit/reader/node';
import { equalBytes } from '@residence-permit/shared/bytes';
import { keyIdOf } from '@residence-permit/shared/cose';
import { decodeStatusListToken, verifyStatusListToken } from '@residence-permit/shared/status-list';
import { NO_FLOORS, openTrust, openTrustBundle, openTrustRoot } from '@residence-permit/shared/trust-bundle';
import { beforeAll, describe, expect, test } from 'vitest';
import { seededRandom } from '../builders/seeded-random.ts';
import { makeTrustFiles, type TrustFiles } from '../builders/trust-files.ts';
import { acceptedOf, tallyDamage } from './damage.ts';

/** 2026-11-23T12:00:00Z. */
const NOW = 1_795_435_200;
const engine = nodeEd25519;

describe('every truncation and every flipped bit is refused', () => {
  let files: TrustFiles;
  beforeAll(async () => {
    const hold = makeHoldCeremony({ random: seededRandom('damaged trust'), clock: () => NOW });
    files = await makeTrustFiles(await hold(TEST_PLAN), NOW);
  });

  test('in the root file', async () => {
    const judge = (rootBytes: Uint8Array) => openTrustRoot({ rootBytes, pins: files.pins, engine }).root.version > 0;
    expect(judge(files.rootBytes)).toBe(true);
    expect(acceptedOf(await tallyDamage(files.rootBytes, judge))).toEqual([]);
  });

  test('in the bundle', async () => {
    const { root } = openTrustRoot({ rootBytes: files.rootBytes, pins: files.pins, engine });
    const judge = (bundleBytes: Uint8Array) =>
      openTrustBundle({ bundleBytes, bundleKeys: root.bundleKeys, engine }).seq > 0;
    expect(judge(files.bundleBytes)).toBe(true);
    expect(acceptedOf(await tallyDamage(files.bundleBytes, judge))).toEqual([]);
  });

  test('in a status list', async () => {
    const { root } = openTrustRoot({ rootBytes: files.rootBytes, pins: files.pins, engine });
    const [publicKey] = root.statusKeys;
    const [tokenBytes] = files.statusTokens;
    if (publicKey === undefined || tokenBytes === undefined) throw new Error('no status list');
    const judge = (bytes: Uint8Array) => {
      const token = decodeStatusListToken(bytes);
      return equalBytes(token.keyId, keyIdOf(publicKey)) && verifyStatusListToken({ token, publicKey, engine });
    };
    expect(judge(tokenBytes)).toBe(true);
    expect(acceptedOf(await tallyDamage(tokenBytes, judge))).toEqual([]);
  });

  test.each(['rootBytes', 'bundleBytes'] as const)('of the whole set, when %s is damaged', async (name) => {
    const damaged = withLastBitFlipped(files[name]);
    await expect(open({ ...files, [name]: damaged })).rejects.toMatchObject({ code: 'TRUST_UNSIGNED' });
  });

  test('of the whole set, when one of its status lists is damaged', async () => {
    const [tokenBytes = new Uint8Array()] = files.statusTokens;
    const damaged = withLastBitFlipped(tokenBytes);
    await expect(open(files)).resolves.toMatchObject({ floors: { bundleSeq: 1 } });
    await expect(open({ ...files, statusTokens: [damaged] })).rejects.toMatchObject({ code: 'TRUST_UNSIGNED' });
  });

  const open = ({ pins, ...rest }: TrustFiles) =>
    openTrust({ ...rest, pinnedRoots: pins, floors: NO_FLOORS, engine, openedAt: NOW });
});

function withLastBitFlipped(bytes: Uint8Array): Uint8Array {
  const last = bytes.length - 1;
  return bytes.with(last, (bytes[last] ?? 0) ^ 1);
}
