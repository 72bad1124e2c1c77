import type { Ed25519Engine, Ed25519PublicKey } from '../cose/index.ts';
import { DecodeError, PermitError } from '../errors/index.ts';
import {
  applyStatusDeltas,
  CARD_STATUS_BITS,
  decodeStatusDelta,
  decodeStatusListToken,
  openStatusList,
  type StatusDelta,
  type StatusListToken,
  verifyStatusDelta,
  verifyStatusListToken,
} from '../status-list/index.ts';
import { findKey, openTrustBundle } from './open-bundle.ts';
import type { TrustPins } from './open-root.ts';
import { openRootChain } from './open-root-chain.ts';
import { makeTrust, type OpenedStatusList, type Trust } from './trust.ts';
import { raiseFloors, type TrustFloors } from './trust-floors.ts';

/** Most cards of one status list; larger authorities publish several. */
export const MAX_STATUS_ENTRIES = 10_485_760;

/** What is to be stored, and only now: the files, the floors, and the pins for the next root. */
export type OpenedTrust = {
  readonly trust: Trust;
  readonly floors: TrustFloors;
  readonly pins: TrustPins;
  /** Addresses of lists that the bundle names and that were not given: the status of their cards is unknown. */
  readonly missingLists: readonly string[];
};

/** The files of a set, as they were received; who sent them is not known yet. */
export type TrustFileBytes = {
  /** Older root files, oldest first, for a verifier that slept through rotations. */
  readonly rootChain?: readonly Uint8Array[];
  readonly rootBytes: Uint8Array;
  readonly bundleBytes: Uint8Array;
  /** Full status lists. */
  readonly statusTokens: readonly Uint8Array[];
  /** Changes to them, in any order. */
  readonly statusDeltas?: readonly Uint8Array[];
};

/**
 * Opens the trust files: root, bundle and status lists. Every signature, threshold and number is checked before
 * anything is returned; one bad file refuses the whole set. A list that the bundle does not name is left out: nothing says
 * how new it must be. Expiry is not an error here: a snapshot that is stale makes answers unknown at the tap, where the
 * clock is read.
 * @throws DecodeError a CBOR code, COSE_*, TRUST_MALFORMED or STATUS_MALFORMED
 * @throws PermitError TRUST_UNSIGNED, TRUST_ROLLED_BACK, TRUST_ROOT_GAP, TRUST_TOO_LARGE, STATUS_DELTA_UNFIT
 */
export async function openTrust(
  input: TrustFileBytes & {
    readonly pinnedRoots: TrustPins;
    readonly floors: TrustFloors;
    readonly engine: Ed25519Engine;
    /** Now, in seconds since 1970. */
    readonly openedAt: number;
    /** Whether `openedAt` was read from the clock of this verifier, whose highest reading is kept, or is an instant to judge at. */
    readonly instant?: 'read' | 'given';
  },
): Promise<OpenedTrust> {
  const { engine, openedAt, floors: before } = input;
  const { root, pins } = openRootChain({
    rootFiles: [...(input.rootChain ?? []), input.rootBytes],
    pins: input.pinnedRoots,
    floorVersion: before.rootVersion,
    engine,
  });
  const bundle = openTrustBundle({ bundleBytes: input.bundleBytes, bundleKeys: root.bundleKeys, engine });
  const keys = root.statusKeys;
  const tokens = input.statusTokens
    .map((tokenBytes) => openToken({ tokenBytes, keys, engine }))
    .filter(({ claims }) => bundle.statusSeq.has(claims.uri));
  refuseTwice(tokens);
  const deltas = (input.statusDeltas ?? []).map((deltaBytes) => openDelta({ deltaBytes, keys, engine }));
  const chains = tokens.map((token) => ({ token, chain: chainFor(token, deltas) }));
  const statusNumbers = chains.map(({ token, chain }) => ({
    uri: token.claims.uri,
    seq: chain.at(-1)?.to ?? token.claims.seq,
  }));
  const given = input.instant === 'given';
  const read = given ? {} : { clock: openedAt };
  const floors = raiseFloors({ floors: before, root, bundle, statusNumbers, ...read });
  const statusLists: OpenedStatusList[] = [];
  for (const { token, chain } of chains) statusLists.push(await openList(token, chain));
  const clockFloor = given ? 0 : floors.clock;
  const missingLists = [...bundle.statusSeq.keys()].filter((uri) => statusLists.every((list) => list.uri !== uri));
  return { trust: makeTrust({ root, bundle, statusLists, openedAt, clockFloor }), floors, pins, missingLists };
}

/** The deltas that continue a list, in order. Those that begin before its number are behind it and left out. */
function chainFor({ claims }: StatusListToken, deltas: readonly StatusDelta[]): readonly StatusDelta[] {
  return deltas.filter(({ uri, from }) => uri === claims.uri && from >= claims.seq).sort((a, b) => a.from - b.from);
}

/** The list as its last delta leaves it. @throws PermitError STATUS_DELTA_UNFIT */
async function openList(token: StatusListToken, chain: readonly StatusDelta[]): Promise<OpenedStatusList> {
  const { uri, seq } = token.claims;
  const list = await openStatusList(token, { maxEntries: MAX_STATUS_ENTRIES });
  const { issuedAt, expiresAt } = chain.at(-1) ?? token.claims;
  if (chain.length === 0) return { uri, seq, issuedAt, expiresAt, list };
  const maxBytes = (MAX_STATUS_ENTRIES * CARD_STATUS_BITS) / 8;
  return { ...applyStatusDeltas({ uri, seq, list }, chain, { maxBytes }), issuedAt, expiresAt };
}

function openDelta(input: {
  readonly deltaBytes: Uint8Array;
  readonly keys: readonly Ed25519PublicKey[];
  readonly engine: Ed25519Engine;
}): StatusDelta {
  const delta = decodeStatusDelta(input.deltaBytes);
  const publicKey = findKey(input.keys, delta.keyId);
  if (publicKey === undefined || !verifyStatusDelta({ delta, publicKey, engine: input.engine })) {
    throw new PermitError('TRUST_UNSIGNED', { detail: `status delta ${delta.uri}` });
  }
  return delta;
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
