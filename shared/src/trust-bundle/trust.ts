import { toHex } from '../bytes/index.ts';
import type { EntitlementKind } from '../entitlements/index.ts';
import type { Purpose } from '../purposes/index.ts';
import type { StatusList } from '../status-list/index.ts';
import type { DocumentSigner, SignerEntry } from './signer-entry.ts';
import type { TrustBundle } from './trust-bundle.ts';
import type { TrustRoot } from './trust-root.ts';

declare const opened: unique symbol;

/** A status list whose token was verified. Times in seconds since 1970; age counts from `issuedAt`. */
export type OpenedStatusList = {
  readonly uri: string;
  readonly seq: number;
  readonly issuedAt: number;
  readonly expiresAt: number;
  readonly list: StatusList;
};

/**
 * What a verifier trusts: one unchanging snapshot, which only `openTrust` makes, so holding it is the proof that every
 * signature and number was checked. Its age is for the verifier to judge at each tap.
 */
export type Trust = {
  readonly [opened]: true;
  readonly openedAt: number;
  readonly rootVersion: number;
  readonly bundleSeq: number;
  /** When the bundle was made; its age counts from here. */
  readonly issuedAt: number;
  /** Past this the snapshot is stale: the earlier of the root's and the bundle's end. */
  readonly expiresAt: number;
  /** The latest time at which anything in here was made: a clock that shows less is behind. */
  readonly newestIssuedAt: number;
  /** The latest reading of the clock that was accepted before or when this was opened: one that shows less jumped back. */
  readonly clockFloor: number;
  readonly signers: readonly SignerEntry[];
  readonly cvcas: readonly Uint8Array[];
  readonly purposes: readonly Purpose[];
  readonly kinds: readonly EntitlementKind[];
  readonly statusLists: readonly OpenedStatusList[];
  /** The signer whose certificate has this thumbprint (x5t of DG1). */
  findDocumentSigner(thumbprint: Uint8Array): DocumentSigner | undefined;
  /** The signer with this key id (kid of an endorsement or a grant). */
  findSigner(keyId: Uint8Array): SignerEntry | undefined;
  findPurpose(id: string): Purpose | undefined;
  findKind(id: string): EntitlementKind | undefined;
  findStatusList(uri: string): OpenedStatusList | undefined;
  isTerminalRevoked(holderReference: string): boolean;
  /** Whether a grant was taken back, although a card may still carry it. `id`: 8 bytes. */
  isGrantWithdrawn(id: Uint8Array): boolean;
};

/** Builds the snapshot from parts that `openTrust` has verified. Not a door. */
export function makeTrust(parts: {
  readonly root: TrustRoot;
  readonly bundle: TrustBundle;
  readonly statusLists: readonly OpenedStatusList[];
  readonly openedAt: number;
  readonly clockFloor: number;
}): Trust {
  const { root, bundle, statusLists } = parts;
  const byKeyId = new Map(bundle.signers.map((entry) => [toHex(entry.keyId), entry]));
  const byThumbprint = new Map(
    bundle.signers.flatMap((entry) => (entry.use === 'document' ? [[toHex(entry.x5t), entry] as const] : [])),
  );
  const purposes = new Map(bundle.purposes.map((purpose) => [purpose.id, purpose]));
  const kinds = new Map(bundle.kinds.map((kind) => [kind.id, kind]));
  const lists = new Map(statusLists.map((list) => [list.uri, list]));
  const revokedTerminals = new Set(bundle.revokedTerminals);
  const withdrawnGrants = new Set(bundle.withdrawnGrants.map(toHex));
  const trust: Omit<Trust, typeof opened> = {
    openedAt: parts.openedAt,
    rootVersion: root.version,
    bundleSeq: bundle.seq,
    issuedAt: bundle.issuedAt,
    expiresAt: Math.min(root.expiresAt, bundle.expiresAt),
    newestIssuedAt: Math.max(root.issuedAt, bundle.issuedAt, ...statusLists.map(({ issuedAt }) => issuedAt)),
    clockFloor: parts.clockFloor,
    signers: bundle.signers,
    cvcas: bundle.cvcas,
    purposes: bundle.purposes,
    kinds: bundle.kinds,
    statusLists,
    findDocumentSigner: (thumbprint) => byThumbprint.get(toHex(thumbprint)),
    findSigner: (keyId) => byKeyId.get(toHex(keyId)),
    findPurpose: (id) => purposes.get(id),
    findKind: (id) => kinds.get(id),
    findStatusList: (uri) => lists.get(uri),
    isTerminalRevoked: (holderReference) => revokedTerminals.has(holderReference),
    isGrantWithdrawn: (id) => withdrawnGrants.has(toHex(id)),
  };
  return Object.freeze(trust) as Trust;
}
