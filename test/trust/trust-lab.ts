import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { type TrustFiles, writeTrustFolder } from '@residence-permit/issuer/publishing';
import { loadTrustFolder, nodeEd25519, nodeEd25519Signer, updateTrustFolder } from '@residence-permit/reader/node';
import type { Ed25519Signer } from '@residence-permit/shared/cose';
import { PermitError } from '@residence-permit/shared/errors';
import { DEFAULT_KINDS } from '@residence-permit/shared/entitlements';
import { DEFAULT_PURPOSES } from '@residence-permit/shared/purposes';
import {
  encodeStatusListToken,
  packStatuses,
  signStatusDelta,
  type StatusList,
} from '@residence-permit/shared/status-list';
import {
  NO_FLOORS,
  openTrust,
  type OpenedTrust,
  signTrustBundle,
  signTrustRoot,
  type TrustFloors,
  type TrustPins,
} from '@residence-permit/shared/trust-bundle';

export const DAY = 86_400;
export const NOW = Date.UTC(2026, 5, 15) / 1000;
export const LIST = 's/1';

const key = (fill: number): Ed25519Signer => nodeEd25519Signer(new Uint8Array(32).fill(fill));
/** Three offline keys of which two sign, an online key for each role, and successors of all of them. */
export const KEYS = {
  roots: [key(1), key(2), key(3)],
  newRoots: [key(4), key(5), key(6)],
  bundle: key(11),
  newBundle: key(12),
  status: key(13),
  newStatus: key(14),
  stranger: key(21),
} as const;
export const PINS: TrustPins = { threshold: 2, keys: KEYS.roots.map(({ publicKey }) => publicKey) };

export type RootPlan = {
  readonly version?: number;
  readonly issuedAt?: number;
  readonly expiresAt?: number;
  readonly threshold?: number;
  readonly roots?: readonly Ed25519Signer[];
  readonly bundle?: Ed25519Signer;
  readonly status?: Ed25519Signer;
  readonly signers?: readonly Ed25519Signer[];
};

export function makeRoot(plan: RootPlan = {}): Promise<Uint8Array> {
  const { roots = KEYS.roots, bundle = KEYS.bundle, status = KEYS.status } = plan;
  const issuedAt = plan.issuedAt ?? NOW - 100 * DAY;
  return signTrustRoot({
    root: {
      version: plan.version ?? 1,
      issuedAt,
      expiresAt: plan.expiresAt ?? issuedAt + 400 * DAY,
      threshold: plan.threshold ?? 2,
      rootKeys: roots.map(({ publicKey }) => publicKey),
      bundleKeys: [bundle.publicKey],
      statusKeys: [status.publicKey],
    },
    signers: plan.signers ?? roots.slice(0, 2),
  });
}

export type BundlePlan = {
  readonly seq: number;
  readonly at?: number;
  readonly rootVersion?: number;
  /** The least number of each list. */
  readonly lists?: ReadonlyMap<string, number>;
  readonly by?: Ed25519Signer;
};

export function makeBundle(plan: BundlePlan): Promise<Uint8Array> {
  const issuedAt = plan.at ?? NOW;
  const bundle = {
    seq: plan.seq,
    issuedAt,
    expiresAt: issuedAt + 7 * DAY,
    rootVersion: plan.rootVersion ?? 1,
    signers: [],
    cvcas: [],
    revokedTerminals: [],
    purposes: DEFAULT_PURPOSES,
    kinds: DEFAULT_KINDS,
    statusSeq: plan.lists ?? new Map([[LIST, 1]]),
    withdrawnGrants: [],
  };
  return signTrustBundle(bundle, plan.by ?? KEYS.bundle);
}

/** A list of 4096 cards of which those are revoked. */
export function listOf(revoked: readonly number[]): StatusList {
  return packStatuses({ bits: 2, length: 4096, entries: revoked.map((index) => [index, 1] as const) });
}

export type ListPlan = {
  readonly seq: number;
  readonly uri?: string;
  readonly at?: number;
  readonly revoked?: readonly number[];
  readonly by?: Ed25519Signer;
};

export async function makeList(plan: ListPlan): Promise<TrustFiles['statusTokens'][number]> {
  const { seq, uri = LIST, at: issuedAt = NOW, revoked = [], by: signer = KEYS.status } = plan;
  const expiresAt = issuedAt + 7 * DAY;
  const deflate = (packed: Uint8Array) => deflateSync(packed, { level: 9 });
  return {
    uri,
    bytes: await encodeStatusListToken({ uri, list: listOf(revoked), issuedAt, expiresAt, seq, signer, deflate }),
  };
}

/** What changed between two lists of `makeList`. */
export async function makeDelta(from: ListPlan, to: ListPlan, by: Ed25519Signer = KEYS.status) {
  const { uri = LIST, at: issuedAt = NOW } = to;
  const bytes = await signStatusDelta({
    from: { uri, seq: from.seq, list: listOf(from.revoked ?? []) },
    to: { uri, seq: to.seq, list: listOf(to.revoked ?? []), issuedAt, expiresAt: issuedAt + 7 * DAY },
    signer: by,
  });
  return { uri, from: from.seq, to: to.seq, bytes };
}

/** A whole set: root 1, bundle `seq`, list `seq`, unless said otherwise. */
export async function makeSet(seq: number, change: Partial<TrustFiles> = {}): Promise<TrustFiles> {
  const at = NOW + seq * 3600;
  return {
    pins: PINS,
    rootBytes: await makeRoot(),
    earlierRoots: [],
    bundleBytes: await makeBundle({ seq, at, lists: new Map([[LIST, seq]]) }),
    statusTokens: [await makeList({ seq, at })],
    statusDeltas: [],
    ...change,
  };
}

/** A verifier with a folder of its own, and a stick to bring files on. */
export type Lab = Awaited<ReturnType<typeof makeLab>>;

export async function makeLab() {
  const base = await mkdtemp(join(tmpdir(), 'permit-trust-lab-'));
  const [store, stick, flat] = [join(base, 'store'), join(base, 'stick'), join(base, 'flat')];
  let floors: TrustFloors = NO_FLOORS;
  let pinnedRoots = PINS;
  const at = { now: NOW + DAY };
  return {
    base,
    store,
    stick,
    /** The clock of the verifier. */
    at,
    remove: () => rm(base, { recursive: true, force: true }),
    update: (more: Partial<Parameters<typeof updateTrustFolder>[0]> = {}) =>
      updateTrustFolder({
        folder: store,
        from: stick,
        installPins: PINS,
        engine: nodeEd25519,
        openedAt: at.now,
        ...more,
      }),
    load: (folder = store) => loadTrustFolder({ folder, engine: nodeEd25519, openedAt: at.now }),
    /** Brings the files to three verifiers: one that updates from a stick, one that reads the office's folder itself, and one in memory. */
    offer: async (files: TrustFiles): Promise<readonly [string, string, string]> => {
      await rm(stick, { recursive: true, force: true });
      await writeTrustFolder(stick, files);
      const updated = await codeOf(
        updateTrustFolder({ folder: store, from: stick, installPins: PINS, engine: nodeEd25519, openedAt: at.now }),
      );
      await writeTrustFolder(flat, { ...files, pins: PINS });
      const loaded = await codeOf(loadTrustFolder({ folder: flat, engine: nodeEd25519, openedAt: at.now }));
      const inMemory = await codeOf(
        openTrust({ ...memoryFiles(files), pinnedRoots, floors, engine: nodeEd25519, openedAt: at.now }).then(
          (opened) => {
            ({ floors, pins: pinnedRoots } = opened);
          },
        ),
      );
      return [updated, loaded, inMemory];
    },
  };
}

export function memoryFiles(files: TrustFiles) {
  return {
    rootChain: files.earlierRoots,
    rootBytes: files.rootBytes,
    bundleBytes: files.bundleBytes,
    statusTokens: files.statusTokens.map(({ bytes }) => bytes),
    statusDeltas: files.statusDeltas.map(({ bytes }) => bytes),
  };
}

/** `taken`, or the code with which it was refused. */
export async function codeOf(attempt: Promise<unknown>): Promise<string> {
  try {
    await attempt;
    return 'taken';
  } catch (error) {
    if (error instanceof PermitError) return error.code;
    throw error;
  }
}

export const everywhere = (code: string): readonly [string, string, string] => [code, code, code];
export type { OpenedTrust };
