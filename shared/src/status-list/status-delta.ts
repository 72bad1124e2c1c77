import { sha256 } from '@noble/hashes/sha2.js';
import { equalBytes } from '../bytes/index.ts';
import { type CborLimits, type CborValue, decodeCbor, encodeCbor, readMap } from '../cbor/index.ts';
import {
  type Ed25519Engine,
  type Ed25519PublicKey,
  type Ed25519Signer,
  type Sign1,
  verifySign1,
} from '../cose/index.ts';
import { DecodeError, PermitError } from '../errors/index.ts';
import { decodeKeyedSign1, KEY_PAYLOAD_TYPE, PAYLOAD_TYPE, signKeyedSign1 } from '../records/index.ts';
import { applyChanges, encodeChanges } from './status-delta-changes.ts';
import type { StatusList } from './status-list.ts';

const KEY_URI = 1;
const KEY_FROM = 2;
const KEY_TO = 3;
const KEY_ISSUED_AT = 4;
const KEY_EXPIRES_AT = 5;
const KEY_LENGTH = 6;
const KEY_CHANGES = 7;
const KEY_DIGEST = 8;
const DIGEST_BYTES = 32;
/** Largest delta file, in bytes. Past that the full list is shorter. */
export const MAX_STATUS_DELTA_BYTES = 1_000_000;
const LIMITS: CborLimits = { maxBytes: MAX_STATUS_DELTA_BYTES, maxDepth: 3, tags: [18] };
const PAYLOAD_LIMITS: CborLimits = { maxBytes: MAX_STATUS_DELTA_BYTES, maxDepth: 1, tags: [] };

/** A list and its number. */
export type NumberedList = { readonly uri: string; readonly seq: number; readonly list: StatusList };

/** What changed between two numbers of one list; times in seconds since 1970. */
export type StatusDelta = {
  readonly sign1: Sign1;
  readonly keyId: Uint8Array;
  readonly uri: string;
  /** The number that the list must have, exactly. */
  readonly from: number;
  /** The number that it has then. */
  readonly to: number;
  readonly issuedAt: number;
  readonly expiresAt: number;
  /** Bytes of the packed list that results. */
  readonly length: number;
  readonly changes: Uint8Array;
  /** SHA-256 over the packed list that results. */
  readonly digest: Uint8Array;
};

/** Signs what changed from one list to a later one of the same address. It never leaves here without reading back. */
export async function signStatusDelta(input: {
  readonly from: NumberedList;
  readonly to: NumberedList & { readonly issuedAt: number; readonly expiresAt: number };
  readonly signer: Ed25519Signer;
}): Promise<Uint8Array> {
  const { from, to, signer } = input;
  if (from.uri !== to.uri || to.seq <= from.seq) throw new RangeError('to: want a later number of the same list');
  const payloadBytes = encodeCbor(
    new Map<number, CborValue>([
      [KEY_PAYLOAD_TYPE, PAYLOAD_TYPE.STATUS_DELTA],
      [KEY_URI, to.uri],
      [KEY_FROM, from.seq],
      [KEY_TO, to.seq],
      [KEY_ISSUED_AT, to.issuedAt],
      [KEY_EXPIRES_AT, to.expiresAt],
      [KEY_LENGTH, to.list.packed.length],
      [KEY_CHANGES, encodeChanges(from.list, to.list)],
      [KEY_DIGEST, sha256(to.list.packed)],
    ]),
  );
  const deltaBytes = await signKeyedSign1(payloadBytes, signer);
  decodeStatusDelta(deltaBytes);
  return deltaBytes;
}

/** A delta as received; its signature is not verified here. @throws DecodeError a CBOR code, COSE_* or STATUS_MALFORMED */
export function decodeStatusDelta(deltaBytes: Uint8Array): StatusDelta {
  const { sign1, keyId } = decodeKeyedSign1(deltaBytes, LIMITS);
  const map = readMap(decodeCbor(sign1.payloadBytes, PAYLOAD_LIMITS), 'STATUS_MALFORMED');
  const type = map.uint(KEY_PAYLOAD_TYPE);
  const delta: StatusDelta = {
    sign1,
    keyId,
    uri: map.text(KEY_URI),
    from: map.uint(KEY_FROM),
    to: map.uint(KEY_TO),
    issuedAt: map.uint(KEY_ISSUED_AT),
    expiresAt: map.uint(KEY_EXPIRES_AT),
    length: map.uint(KEY_LENGTH),
    changes: map.bytes(KEY_CHANGES),
    digest: map.bytes(KEY_DIGEST, DIGEST_BYTES),
  };
  map.done();
  if (type !== PAYLOAD_TYPE.STATUS_DELTA || delta.to <= delta.from || delta.expiresAt <= delta.issuedAt) {
    throw new DecodeError('STATUS_MALFORMED', 0, 'delta');
  }
  return delta;
}

/** True if the delta is signed by the holder of this key. */
export function verifyStatusDelta(input: {
  readonly delta: StatusDelta;
  readonly publicKey: Ed25519PublicKey;
  readonly engine: Ed25519Engine;
}): boolean {
  return verifySign1({ sign1: input.delta.sign1, publicKey: input.publicKey, engine: input.engine });
}

/**
 * The list after every delta of a chain, whose signatures must have been verified before. Each must begin at the number
 * where the one before ended; the digest of the last settles all of them.
 * @throws PermitError STATUS_DELTA_UNFIT: take the full list
 * @throws DecodeError STATUS_MALFORMED
 */
export function applyStatusDeltas(
  base: NumberedList,
  deltas: readonly StatusDelta[],
  limits: { readonly maxBytes: number },
): NumberedList {
  let { seq, list } = base;
  for (const delta of deltas) {
    const fits = delta.uri === base.uri && delta.from === seq && delta.length >= list.packed.length;
    if (!fits) throw unfit(`${base.uri}: at ${seq}, the delta leads from ${delta.from} to ${delta.to}`);
    if (delta.length > limits.maxBytes) throw new DecodeError('STATUS_MALFORMED', 0, 'delta: length');
    list = applyChanges(list, delta.changes, delta.length);
    seq = delta.to;
  }
  const last = deltas.at(-1);
  if (last !== undefined && !equalBytes(sha256(list.packed), last.digest)) {
    throw unfit(`${base.uri}: another list than the one signed results`);
  }
  return { uri: base.uri, seq, list };
}

function unfit(detail: string): PermitError {
  return new PermitError('STATUS_DELTA_UNFIT', { detail });
}
