import { deflateSync } from 'node:zlib';
import { type Authority, makeHoldCeremony, TEST_PLAN } from '@residence-permit/issuer/authority';
import { bundleOf } from '@residence-permit/issuer/publishing';
import { nodeEd25519 } from '@residence-permit/reader/node';
import { DEFAULT_KINDS } from '@residence-permit/shared/entitlements';
import { DEFAULT_PURPOSES } from '@residence-permit/shared/purposes';
import {
  applyStatusDeltas,
  CARD_STATUS_BITS,
  decodeStatusDelta,
  encodeStatusListToken,
  packStatuses,
  signStatusDelta,
  type StatusList,
} from '@residence-permit/shared/status-list';
import { NO_FLOORS, openTrust, signTrustBundle } from '@residence-permit/shared/trust-bundle';
import { seededRandom } from '@residence-permit/test/builders/seeded-random';
import type { Section } from './figures.ts';
import { median } from './median.ts';
import { randomRevocations } from './random-revocations.ts';

const CARDS = 10_000_000;
const SHARE_REVOKED = 0.001;
const SHARE_CHANGED = 0.0001;
const DAY = 86_400;
const RUNS = 7;

/** What a verifier fetches when 0.01 % of ten million cards changed, beside the full list, and how long applying it takes. */
export async function measureDelta(): Promise<Section> {
  const now = Math.floor(Date.now() / 1000);
  const authority = await makeHoldCeremony({ random: seededRandom('delta'), clock: () => now })(TEST_PLAN);
  const uri = authority.statusUri;
  const before = listOf(randomRevocations(CARDS, CARDS * SHARE_REVOKED));
  const after = changed(before, CARDS * SHARE_CHANGED);
  const dated = { issuedAt: now, expiresAt: now + 7 * DAY };
  const signer = authority.statusKey;
  const base = { uri, seq: 1, list: before };
  const delta = await signStatusDelta({ from: base, to: { uri, seq: 2, list: after, ...dated }, signer });
  const fullOf = (list: StatusList, seq: number) =>
    encodeStatusListToken({ uri, list, seq, ...dated, signer, deflate: (bytes) => deflateSync(bytes, { level: 9 }) });
  const [baseToken, fullToken] = [await fullOf(before, 1), await fullOf(after, 2)];
  const bundleBytes = await bundleFor(authority, now);
  await checkSame(authority, { bundleBytes, now, baseToken, fullToken, delta });

  const decoded = decodeStatusDelta(delta);
  const times: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const start = performance.now();
    applyStatusDeltas(base, [decoded], { maxBytes: after.packed.length });
    times.push(performance.now() - start);
  }
  return {
    figures: {
      'bundle.deltaBytes': bundleBytes.length + delta.length,
      'bundle.bundleBytes': bundleBytes.length,
      'bundle.statusDeltaBytes': delta.length,
      'bundle.fullListBytes': fullToken.length,
      'bundle.deltaApplyMs': median(times),
    },
    remarks: [
      `${CARDS} cards in one list, ${SHARE_REVOKED * 100} % revoked at random, then ${SHARE_CHANGED * 100} % of all changed at random: revoked, held or lifted`,
      'deltaBytes is all that a verifier fetches: the new bundle and the signed delta, each whole; the list it makes is compared with the full one',
      'applying: a copy of the list, the changes, SHA-256 over the result',
    ],
  };
}

function listOf(entries: Iterable<readonly [number, number]>): StatusList {
  return packStatuses({ bits: CARD_STATUS_BITS, length: CARDS, entries });
}

/** So many entries, spread at random, each with another value than before. */
function changed(list: StatusList, count: number): StatusList {
  const packed = Uint8Array.from(list.packed);
  for (const [index] of randomRevocations(CARDS, count)) {
    const shift = 2 * (index % 4);
    const at = index >> 2;
    const value = ((packed[at] ?? 0) >>> shift) & 3;
    packed[at] = ((packed[at] ?? 0) & ~(3 << shift)) | (((value + 1 + (index % 2)) % 3) << shift);
  }
  return { bits: list.bits, packed };
}

function bundleFor(authority: Authority, now: number): Promise<Uint8Array> {
  const bundle = bundleOf(
    authority,
    { purposes: DEFAULT_PURPOSES, kinds: DEFAULT_KINDS },
    {
      seq: 2,
      issuedAt: now,
      expiresAt: now + 7 * DAY,
      rootVersion: authority.rootFile.version,
      revokedTerminals: [],
      statusSeq: new Map([[authority.statusUri, 2]]),
      withdrawnGrants: [],
    },
  );
  return signTrustBundle(bundle, authority.bundleKey);
}

/** Both ways, through the whole of what a verifier checks, must give the same list. */
async function checkSame(
  authority: Authority,
  given: {
    readonly bundleBytes: Uint8Array;
    readonly now: number;
    readonly baseToken: Uint8Array;
    readonly fullToken: Uint8Array;
    readonly delta: Uint8Array;
  },
): Promise<void> {
  const open = async (statusTokens: readonly Uint8Array[], statusDeltas: readonly Uint8Array[]) => {
    const { trust } = await openTrust({
      pinnedRoots: {
        threshold: authority.bundleRoots.threshold,
        keys: authority.bundleRoots.keys.map(({ publicKey }) => publicKey),
      },
      rootBytes: authority.rootFile.bytes,
      bundleBytes: given.bundleBytes,
      statusTokens,
      statusDeltas,
      floors: NO_FLOORS,
      engine: nodeEd25519,
      openedAt: given.now,
    });
    return Buffer.from(trust.statusLists[0]?.list.packed ?? []);
  };
  const byDelta = await open([given.baseToken], [given.delta]);
  if (byDelta.length === 0 || !byDelta.equals(await open([given.fullToken], []))) {
    throw new Error('delta: another list than the full one');
  }
}
