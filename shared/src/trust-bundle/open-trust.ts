import type { Ed25519Engine, Ed25519PublicKey } from '../cose/index.ts';
import { DecodeError, PermitError } from '../errors/index.ts';
import {
  CARD_STATUS_BITS,
  decodeStatusListToken,
  openStatusList,
  type StatusListToken,
  verifyStatusListToken,
} from '../status-list/index.ts';
import { findKey, openTrustBundle } from './open-bundle.ts';
import { openTrustRoot, type TrustPins } from './open-root.ts';
import { makeTrust, type OpenedStatusList, type Trust } from './trust.ts';
import { raiseFloors, type TrustFloors } from './trust-floors.ts';

/** Most cards of one status list; larger authorities publish several. */
export const MAX_STATUS_ENTRIES = 10_485_760;

/** What is to be stored, and only now: the files, the floors, and the pins for the next root. */
export type OpenedTrust = { readonly trust: Trust; readonly floors: TrustFloors; readonly pins: TrustPins };

/**
 * Opens the trust files: root, bundle and status lists. Every signature, threshold and number is checked before
 * anything is returned; one bad file refuses the whole set. Expiry is not an error here: a snapshot that is stale
 * makes answers unknown at the tap, where the clock is read.
 * @throws DecodeError a CBOR code, COSE_*, TRUST_MALFORMED or STATUS_MALFORMED
 * @throws PermitError TRUST_UNSIGNED, TRUST_ROLLED_BACK
 */
export async function openTrust(input: {
  readonly pinnedRoots: TrustPins;
  readonly rootBytes: Uint8Array;
  readonly bundleBytes: Uint8Array;
  readonly statusTokens: readonly Uint8Array[];
  readonly floors: TrustFloors;
  readonly engine: Ed25519Engine;
  /** Now, in seconds since 1970. */
  readonly openedAt: number;
}): Promise<OpenedTrust> {
  const { engine, openedAt } = input;
  const { root, pins } = openTrustRoot({ rootBytes: input.rootBytes, pins: input.pinnedRoots, engine });
  const bundle = openTrustBundle({ bundleBytes: input.bundleBytes, bundleKeys: root.bundleKeys, engine });
  const tokens = input.statusTokens.map((tokenBytes) => openToken({ tokenBytes, keys: root.statusKeys, engine }));
  refuseTwice(tokens);
  const statusNumbers = tokens.map(({ claims }) => ({ uri: claims.uri, seq: claims.seq }));
  const floors = raiseFloors({ floors: input.floors, root, bundle, statusNumbers });
  const statusLists: OpenedStatusList[] = [];
  for (const token of tokens) {
    const { uri, seq, issuedAt, expiresAt } = token.claims;
    const list = await openStatusList(token, { maxEntries: MAX_STATUS_ENTRIES });
    statusLists.push({ uri, seq, issuedAt, expiresAt, list });
  }
  return { trust: makeTrust({ root, bundle, statusLists, openedAt }), floors, pins };
}

function openToken(input: {
  readonly tokenBytes: Uint8Array;
  readonly keys: readonly Ed25519PublicKey[];
  readonly engine: Ed25519Engine;
}): StatusListToken {
  const token = decodeStatusListToken(input.tokenBytes);
  const publicKey = findKey(input.keys, token.keyId);
  if (publicKey === undefined || !verifyStatusListToken({ token, publicKey, engine: input.engine })) {
    throw new PermitError('TRUST_UNSIGNED', { detail: `status list ${token.claims.uri}` });
  }
  if (token.claims.bits !== CARD_STATUS_BITS) throw new DecodeError('STATUS_MALFORMED', 0, 'want 2 bits per card');
  return token;
}

function refuseTwice(tokens: readonly StatusListToken[]): void {
  if (new Set(tokens.map(({ claims }) => claims.uri)).size !== tokens.length) {
    throw new DecodeError('TRUST_MALFORMED', 0, 'a status list twice');
  }
}
