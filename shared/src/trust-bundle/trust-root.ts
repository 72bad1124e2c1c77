import { type CborLimits, type CborValue, decodeCbor, encodeCbor, readMap } from '../cbor/index.ts';
import { type Ed25519PublicKey, importEd25519PublicKey } from '../cose/index.ts';
import { toHex } from '../bytes/index.ts';
import { DecodeError } from '../errors/index.ts';
import { KEY_PAYLOAD_TYPE, PAYLOAD_TYPE } from '../records/index.ts';

const KEY_VERSION = 1;
const KEY_ISSUED_AT = 2;
const KEY_EXPIRES_AT = 3;
const KEY_THRESHOLD = 4;
const KEY_ROOT_KEYS = 5;
const KEY_BUNDLE_KEYS = 6;
const KEY_STATUS_KEYS = 7;
const KEY_SIGNED_BY = 8;
const MAX_KEYS = 16;
const LIMITS: CborLimits = { maxBytes: 4096, maxDepth: 2, tags: [] };

/** The root file: who may sign the bundle and the status lists, and who may sign the next root. Times in seconds. */
export type TrustRoot = {
  /** From 1; each root replaces the one before. */
  readonly version: number;
  readonly issuedAt: number;
  readonly expiresAt: number;
  /** How many of `rootKeys` must sign. */
  readonly threshold: number;
  readonly rootKeys: readonly Ed25519PublicKey[];
  readonly bundleKeys: readonly Ed25519PublicKey[];
  readonly statusKeys: readonly Ed25519PublicKey[];
  /**
   * The keys that sign this file, in the order of its signatures: those of this root and, after a rotation, of the one
   * before. They stand inside what is signed so that no signature can be taken out, added or damaged unseen.
   */
  readonly signedBy: readonly Ed25519PublicKey[];
};

/** The payload of `root.cbor`. */
export function encodeTrustRoot(root: TrustRoot): Uint8Array {
  return encodeCbor(
    new Map<number, CborValue>([
      [KEY_PAYLOAD_TYPE, PAYLOAD_TYPE.ROOT],
      [KEY_VERSION, root.version],
      [KEY_ISSUED_AT, root.issuedAt],
      [KEY_EXPIRES_AT, root.expiresAt],
      [KEY_THRESHOLD, root.threshold],
      [KEY_ROOT_KEYS, root.rootKeys],
      [KEY_BUNDLE_KEYS, root.bundleKeys],
      [KEY_STATUS_KEYS, root.statusKeys],
      [KEY_SIGNED_BY, root.signedBy],
    ]),
  );
}

/** @throws DecodeError a CBOR code, TRUST_MALFORMED or COSE_KEY_BAD */
export function decodeTrustRoot(payloadBytes: Uint8Array): TrustRoot {
  const map = readMap(decodeCbor(payloadBytes, LIMITS), 'TRUST_MALFORMED');
  const type = map.uint(KEY_PAYLOAD_TYPE);
  const root: TrustRoot = {
    version: map.uint(KEY_VERSION),
    issuedAt: map.uint(KEY_ISSUED_AT),
    expiresAt: map.uint(KEY_EXPIRES_AT),
    threshold: map.uint(KEY_THRESHOLD),
    rootKeys: readKeys(map.array(KEY_ROOT_KEYS)),
    bundleKeys: readKeys(map.array(KEY_BUNDLE_KEYS)),
    statusKeys: readKeys(map.array(KEY_STATUS_KEYS)),
    signedBy: readKeys(map.array(KEY_SIGNED_BY)),
  };
  map.done();
  const reachable = root.threshold >= 1 && root.threshold <= root.rootKeys.length;
  if (type !== PAYLOAD_TYPE.ROOT || root.version < 1 || root.expiresAt <= root.issuedAt || !reachable) {
    throw new DecodeError('TRUST_MALFORMED', 0, 'root');
  }
  return root;
}

/** At least one key, none twice: one key cannot count as two signatures. */
function readKeys(values: readonly CborValue[]): readonly Ed25519PublicKey[] {
  const keys = values.map((value) => {
    if (!(value instanceof Uint8Array)) throw new DecodeError('TRUST_MALFORMED', 0, 'want a key');
    return importEd25519PublicKey(value);
  });
  if (keys.length === 0 || keys.length > MAX_KEYS || new Set(keys.map(toHex)).size !== keys.length) {
    throw new DecodeError('TRUST_MALFORMED', 0, 'keys');
  }
  return keys;
}
