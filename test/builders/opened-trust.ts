import { deflateSync } from 'node:zlib';
import type { Authority } from '@residence-permit/issuer/authority';
import { bundleOf } from '@residence-permit/issuer/publishing';
import { nodeEd25519 } from '@residence-permit/reader/node';
import { DEFAULT_KINDS } from '@residence-permit/shared/entitlements';
import { DEFAULT_PURPOSES } from '@residence-permit/shared/purposes';
import { CARD_STATUS_BITS, encodeStatusListToken, packStatuses } from '@residence-permit/shared/status-list';
import {
  NO_FLOORS,
  openTrust,
  signTrustBundle,
  type SignerEntry,
  type Trust,
  type TrustBundle,
} from '@residence-permit/shared/trust-bundle';

const DAY = 86_400;

/** What a test bends about an otherwise good set of trust files. Times in seconds since 1970. */
export type TrustPlan = {
  readonly issuedAt: number;
  readonly expiresAt?: number;
  /** Status index → value; all others are clear. */
  readonly statuses?: ReadonlyMap<number, number>;
  readonly statusIssuedAt?: number;
  readonly statusExpiresAt?: number;
  /** `false`: the verifier never got a status list. */
  readonly withStatusList?: boolean;
  /** How many cards the list covers. */
  readonly statusLength?: number;
  readonly revokedTerminals?: readonly string[];
  readonly withdrawnGrants?: readonly Uint8Array[];
  /** The bundle's signers, changed. */
  readonly signers?: (entries: readonly SignerEntry[]) => readonly SignerEntry[];
};

/** The bundle and status list of an authority, still unopened. */
export async function makeTrustFiles(authority: Authority, plan: TrustPlan) {
  const { issuedAt } = plan;
  const terms: Omit<TrustBundle, 'signers' | 'cvcas' | 'purposes' | 'kinds'> = {
    seq: 1,
    issuedAt,
    expiresAt: plan.expiresAt ?? issuedAt + 7 * DAY,
    rootVersion: authority.rootFile.version,
    revokedTerminals: plan.revokedTerminals ?? [],
    statusSeq: new Map([[authority.statusUri, 1]]),
    withdrawnGrants: plan.withdrawnGrants ?? [],
  };
  const bundle = bundleOf(authority, { purposes: DEFAULT_PURPOSES, kinds: DEFAULT_KINDS }, terms);
  const signers = plan.signers?.(bundle.signers) ?? bundle.signers;
  return {
    rootBytes: authority.rootFile.bytes,
    bundleBytes: await signTrustBundle({ ...bundle, signers }, authority.bundleKey),
    statusTokens: plan.withStatusList === false ? [] : [await signStatusList(authority, plan)],
  };
}

/** The trust that a verifier holds after opening those files. */
export async function openTrustOf(authority: Authority, plan: TrustPlan): Promise<Trust> {
  const files = await makeTrustFiles(authority, plan);
  const pinnedRoots = {
    threshold: authority.bundleRoots.threshold,
    keys: authority.bundleRoots.keys.map(({ publicKey }) => publicKey),
  };
  const opened = await openTrust({
    ...files,
    pinnedRoots,
    floors: NO_FLOORS,
    engine: nodeEd25519,
    openedAt: plan.issuedAt,
  });
  return opened.trust;
}

function signStatusList(authority: Authority, plan: TrustPlan): Promise<Uint8Array> {
  const issuedAt = plan.statusIssuedAt ?? plan.issuedAt;
  const list = packStatuses({
    bits: CARD_STATUS_BITS,
    length: plan.statusLength ?? 1 << 16,
    entries: plan.statuses ?? new Map(),
  });
  return encodeStatusListToken({
    uri: authority.statusUri,
    list,
    issuedAt,
    expiresAt: plan.statusExpiresAt ?? issuedAt + 7 * DAY,
    seq: 1,
    signer: authority.statusKey,
    deflate: (bytes) => new Uint8Array(deflateSync(bytes, { level: 9 })),
  });
}
