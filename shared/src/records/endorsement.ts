import { sha256 } from '@noble/hashes/sha2.js';
import { type CborLimits, type CborValue, decodeCbor, encodeCbor, readMap } from '../cbor/index.ts';
import type { Ed25519Signer } from '../cose/index.ts';
import { DecodeError } from '../errors/index.ts';
import { compareDates, fromEpochDays, type PlainDate, toEpochDays } from '../plain-date/index.ts';
import { decodeKeyedSign1, KEY_PAYLOAD_TYPE, type KeyedSign1, PAYLOAD_TYPE, signKeyedSign1 } from './keyed-sign1.ts';
import { MAX_VERSION } from './versions.ts';

/** Bytes of the binding to a chip: SHA-256 of its `deviceKey`. */
export const CHIP_BINDING_BYTES = 32;

const KEY_VERSION = 1;
const KEY_BINDING = 2;
const KEY_WINDOW_FROM = 3;
const KEY_ENDORSED_THROUGH = 4;
const SIGN1_LIMITS: CborLimits = { maxBytes: 256, maxDepth: 3, tags: [18] };
const PAYLOAD_LIMITS: CborLimits = { maxBytes: 128, maxDepth: 1, tags: [] };

/** The yearly endorsement of one card. Decree 663 art. 10. */
export type Endorsement = {
  /** Sequence of endorsements of this card, from 1; the chip accepts only a higher one. */
  readonly version: number;
  /** SHA-256 of the chip's `deviceKey` point: 32 bytes. */
  readonly binding: Uint8Array;
  /** First day on which this endorsement is good. */
  readonly windowFrom: PlainDate;
  /** Last day on which it is good. */
  readonly endorsedThrough: PlainDate;
};

export type SignedEndorsement = KeyedSign1 & { readonly endorsement: Endorsement };

/** What an endorsement is bound to: SHA-256 over the uncompressed P-256 point of `deviceKey`, 65 bytes. */
export function chipBinding(deviceKey: Uint8Array): Uint8Array {
  if (deviceKey.length !== 65) throw new RangeError(`deviceKey: want 65 bytes, got ${deviceKey.length}`);
  return sha256(deviceKey);
}

export function encodeEndorsement(endorsement: Endorsement): Uint8Array {
  return encodeCbor(
    new Map<number, CborValue>([
      [KEY_PAYLOAD_TYPE, PAYLOAD_TYPE.ENDORSEMENT],
      [KEY_VERSION, endorsement.version],
      [KEY_BINDING, endorsement.binding],
      [KEY_WINDOW_FROM, toEpochDays(endorsement.windowFrom)],
      [KEY_ENDORSED_THROUGH, toEpochDays(endorsement.endorsedThrough)],
    ]),
  );
}

/** @throws DecodeError a CBOR code or RECORD_MALFORMED */
export function decodeEndorsement(payloadBytes: Uint8Array): Endorsement {
  const map = readMap(decodeCbor(payloadBytes, PAYLOAD_LIMITS), 'RECORD_MALFORMED');
  const type = map.uint(KEY_PAYLOAD_TYPE);
  const endorsement: Endorsement = {
    version: map.uint(KEY_VERSION),
    binding: map.bytes(KEY_BINDING, CHIP_BINDING_BYTES),
    windowFrom: fromEpochDays(map.uint(KEY_WINDOW_FROM)),
    endorsedThrough: fromEpochDays(map.uint(KEY_ENDORSED_THROUGH)),
  };
  map.done();
  const ordered = compareDates(endorsement.windowFrom, endorsement.endorsedThrough) <= 0;
  if (type !== PAYLOAD_TYPE.ENDORSEMENT || endorsement.version > MAX_VERSION || !ordered) {
    throw new DecodeError('RECORD_MALFORMED', 0, 'endorsement');
  }
  return endorsement;
}

/** Signs an endorsement. It never leaves here without reading back. */
export async function signEndorsement(endorsement: Endorsement, signer: Ed25519Signer): Promise<Uint8Array> {
  const signedBytes = await signKeyedSign1(encodeEndorsement(endorsement), signer);
  decodeSignedEndorsement(signedBytes);
  return signedBytes;
}

/** A signed endorsement as received; its signature is not verified here. @throws DecodeError */
export function decodeSignedEndorsement(signedBytes: Uint8Array): SignedEndorsement {
  const keyed = decodeKeyedSign1(signedBytes, SIGN1_LIMITS);
  return { ...keyed, endorsement: decodeEndorsement(keyed.sign1.payloadBytes) };
}
