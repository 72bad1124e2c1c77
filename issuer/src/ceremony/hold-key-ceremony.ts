import { equalBytes, toHex } from '@residence-permit/shared/bytes';
import { type Authority, Ed25519Key, makeFirstKeys, type MakeKeys, P256Key } from '../authority/index.ts';
import type { Ed25519Signer } from '@residence-permit/shared/cose';
import type { Clock, RandomSource } from '../ports/index.ts';
import { authorityPlanOf, type KeyCeremonyPlan } from './ceremony-plan.ts';
import type { Packet } from './packet.ts';
import type { PacketPlace } from './packet-place.ts';
import { type Share, shareIdOf, SHARED_KEYS, type SharedKeyName, splitSecret, verifyShares } from './share.ts';
import type { TranscriptBody } from './transcript.ts';
import { wipe } from './wipe.ts';

/** The ceremony's own findings, for the transcript. */
export type ShareRecord = TranscriptBody['shares'][number];

/** Tells the room what is done now. */
export type Announce = (did: string) => void;

/** The offline halves while they are in memory. */
export type OfflineHalves = {
  readonly root: Ed25519Key;
  readonly cvca: P256Key;
  /** In the order of the custodians. */
  readonly bundleRoots: readonly Ed25519Key[];
};

/**
 * Makes the keys of an authority, splits the offline ones among the custodians, reads every packet back from where it is
 * kept, and makes the keys again from every set of `threshold` packets. Only then is the authority answered, without its
 * offline keys.
 * @throws PermitError SHARE_DAMAGED, STORE_CONFLICT, STORE_FAILED
 */
export function makeHoldKeyCeremony(deps: {
  readonly random: RandomSource;
  readonly clock: Clock;
  readonly keys: MakeKeys<Ed25519Signer>;
  /** One for each custodian, in their order. */
  readonly places: readonly PacketPlace[];
  readonly announce: Announce;
}) {
  return async (plan: KeyCeremonyPlan) => {
    const ceremony = deps.random(16);
    const { offline, ...working } = await makeFirstKeys(deps)(authorityPlanOf(plan));
    const caps = <Signer extends object>(signers: readonly Signer[], cap: number) =>
      signers.map((signer) => ({ ...signer, cap }));
    const authority: Omit<Authority, 'openPersonalisationMaster'> = {
      ...working,
      bundleRoots: publicHalves(working.bundleRoots),
      documentSigners: caps(working.documentSigners, plan.caps.document),
      grantorSigners: caps(working.grantorSigners, plan.caps.grantor),
    };
    deps.announce(`made ${plan.custodians.length} bundle root keys, the X.509 root, the CVCA and the online keys`);
    const shares = await giveToCustodians({ ...deps, plan, ceremony, offline });
    return { authority, ceremony: toHex(ceremony), shares };
  };
}

/** Splits the offline keys, hands each custodian a packet, and proves what was handed over before it answers. */
export async function giveToCustodians(options: {
  readonly plan: Pick<KeyCeremonyPlan, 'threshold' | 'custodians'>;
  readonly ceremony: Uint8Array;
  readonly offline: OfflineHalves;
  readonly places: readonly PacketPlace[];
  readonly announce: Announce;
}): Promise<readonly ShareRecord[]> {
  const { plan, ceremony, offline, places, announce } = options;
  const terms = { ceremony, threshold: plan.threshold, custodians: plan.custodians.length };
  const secrets = { 'x509-root': offline.root.exposeSeed(), cvca: offline.cvca.exposeScalar() };
  const split: Share[] = [];
  for (const key of SHARED_KEYS) split.push(...(await splitSecret(secrets[key], { ...terms, key })));
  wipe(...Object.values(secrets));
  announce(`split the X.509 root and the CVCA into ${terms.custodians} shares each, ${terms.threshold} make a key`);
  for (const [index, place] of places.entries()) {
    const custodian = index + 1;
    const bundleRootSeed = offline.bundleRoots[index]?.exposeSeed() ?? new Uint8Array();
    const own = split.filter((share) => share.custodian === custodian);
    await place.write({ ...terms, custodian, shares: own, bundleRootSeed });
    wipe(bundleRootSeed, ...own.map(({ bytes }) => bytes));
    announce(`packet ${custodian} of ${places.length} handed to ${plan.custodians[index]?.name ?? ''}`);
  }
  const packets: Packet[] = [];
  for (const place of places) packets.push(await place.read());
  const sets = await provePackets(packets, offline);
  announce(`read every packet back; each of ${sets} sets of ${terms.threshold} gives both keys`);
  const records = packets.flatMap(({ shares, custodian }) =>
    shares.map((share) => ({
      id: shareIdOf(share),
      key: share.key,
      custodian,
      name: plan.custodians[custodian - 1]?.name ?? '',
      kept: places[custodian - 1]?.description ?? '',
    })),
  );
  for (const packet of packets) wipe(packet.bundleRootSeed, ...packet.shares.map(({ bytes }) => bytes));
  return records;
}

/** @returns how many sets of custodians there are @throws PermitError SHARE_DAMAGED */
async function provePackets(packets: readonly Packet[], offline: OfflineHalves): Promise<number> {
  let sets = 0;
  for (const key of SHARED_KEYS) {
    const shares = packets.flatMap((packet) => packet.shares.filter((share) => share.key === key));
    const { publicKey } = key === 'cvca' ? offline.cvca : offline.root;
    sets = await verifyShares(shares, (secret) => isPrivateHalf(key, secret, publicKey));
  }
  return sets;
}

/** Whether these private bytes belong to that public key. */
export function isPrivateHalf(key: SharedKeyName, secret: Uint8Array, publicKey: Uint8Array): boolean {
  try {
    const made = key === 'cvca' ? P256Key.fromScalar(secret) : Ed25519Key.fromSeed(secret);
    return equalBytes(made.publicKey, publicKey);
  } catch {
    // Bytes that are no scalar of the group are not this key either.
    return false;
  }
}

/** The public halves alone, so that nothing that is kept refers to a private one. */
export function publicHalves({ threshold, keys }: Authority['bundleRoots']): Authority['bundleRoots'] {
  return { threshold, keys: keys.map(({ publicKey }) => ({ publicKey })) };
}
