import { toHex } from '../bytes/index.ts';
import type { Ed25519PublicKey } from '../cose/index.ts';
import { PermitError } from '../errors/index.ts';
import type { TrustBundle } from './trust-bundle.ts';
import type { TrustRoot } from './trust-root.ts';

/** The lowest numbers that a verifier still accepts. Plain JSON: store it as it is, only after trust was opened. */
export type TrustFloors = {
  readonly rootVersion: number;
  /** The bundle keys under which `bundleSeq` was counted, in hexadecimal, sorted. */
  readonly bundleKeys: readonly string[];
  readonly bundleSeq: number;
  readonly statusKeys: readonly string[];
  /** Address of a status list → its last number. */
  readonly statusSeq: Readonly<Record<string, number>>;
  /** The latest reading of this verifier's clock that was accepted, in seconds since 1970; 0 when there was none. */
  readonly clock: number;
};

/** What a verifier starts with. */
export const NO_FLOORS: TrustFloors = {
  rootVersion: 0,
  bundleKeys: [],
  bundleSeq: 0,
  statusKeys: [],
  statusSeq: {},
  clock: 0,
};

/** Number of a status list that was opened. */
export type StatusNumber = { readonly uri: string; readonly seq: number };

/**
 * Refuses what is older than before and gives the new floors. When a new root changes the bundle keys, the floor of the
 * bundle starts afresh, where some stay only for a bundle made under that root; likewise for the status keys: a stolen key that counted far ahead cannot lock the verifier out
 * for good.
 * @throws PermitError TRUST_ROLLED_BACK
 */
export function raiseFloors(input: {
  readonly floors: TrustFloors;
  readonly root: TrustRoot;
  readonly bundle: TrustBundle;
  readonly statusNumbers: readonly StatusNumber[];
  /** A reading of the clock; it raises the floor when it is not behind it. Absent: judged at an instant that was given. */
  readonly clock?: number;
}): TrustFloors {
  const { floors, root, bundle } = input;
  if (root.version < floors.rootVersion) throw rolledBack('root');
  if (bundle.rootVersion > root.version) throw rolledBack('root: the bundle is of a later one');
  const newRoot = root.version > floors.rootVersion;
  const bundleKeys = namesOf(root.bundleKeys);
  const statusKeys = namesOf(root.statusKeys);
  // A key that stays has signed bundles before: those must not come back, so only one made under the new root starts afresh.
  const isOfOldKeys = bundle.rootVersion < root.version && bundleKeys.some((name) => floors.bundleKeys.includes(name));
  const keepBundle = !newRoot || isOfOldKeys || sameNames(bundleKeys, floors.bundleKeys);
  const keepStatus = !(newRoot && !sameNames(statusKeys, floors.statusKeys));
  if (keepBundle && bundle.seq < floors.bundleSeq) throw rolledBack('bundle');
  const statusSeq: Record<string, number> = { ...(keepStatus ? floors.statusSeq : {}) };
  for (const { uri, seq } of input.statusNumbers) {
    const lowest = Math.max(bundle.statusSeq.get(uri) ?? 0, Object.hasOwn(statusSeq, uri) ? (statusSeq[uri] ?? 0) : 0);
    if (seq < lowest) throw rolledBack(`status list ${uri}`);
    statusSeq[uri] = seq;
  }
  const clock = Math.max(floors.clock, input.clock ?? 0);
  return { rootVersion: root.version, bundleKeys, bundleSeq: bundle.seq, statusKeys, statusSeq, clock };
}

function namesOf(keys: readonly Ed25519PublicKey[]): readonly string[] {
  return keys.map(toHex).sort();
}

function sameNames(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name, index) => name === b[index]);
}

function rolledBack(detail: string): PermitError {
  return new PermitError('TRUST_ROLLED_BACK', { detail });
}
