import { type CborLimits, type CborValue, decodeCbor, encodeCbor, readMap } from '../cbor/index.ts';
import type { Ed25519Signer } from '../cose/index.ts';
import { type EntitlementGroup, isEntitlementGroup } from '../entitlements/index.ts';
import { DecodeError } from '../errors/index.ts';
import { PERMIT_REF_BYTES } from '../mdoc/index.ts';
import { toHex } from '../bytes/index.ts';
import { decodeGrant, encodeGrant, type Grant } from './grant.ts';
import { isGrantor } from './grantor.ts';
import { decodeKeyedSign1, KEY_PAYLOAD_TYPE, type KeyedSign1, PAYLOAD_TYPE, signKeyedSign1 } from './keyed-sign1.ts';
import { MAX_VERSION } from './versions.ts';

/** Most grants that one record holds. */
export const MAX_GRANTS = 8;

const KEY_VERSION = 1;
const KEY_BINDING = 2;
const KEY_DATA_GROUP = 3;
const KEY_GRANTOR = 4;
const KEY_GRANTS = 5;
const SIGN1_LIMITS: CborLimits = { maxBytes: 1024, maxDepth: 3, tags: [18] };
const PAYLOAD_LIMITS: CborLimits = { maxBytes: 896, maxDepth: 3, tags: [] };

/** All grants of one grantor in one data group of one permit. A new version replaces the whole. */
export type EntitlementRecord = {
  readonly dataGroup: EntitlementGroup;
  /** ASCII, 1 to 16 characters. */
  readonly grantor: string;
  /** From 1; the chip accepts only a higher one. */
  readonly version: number;
  /** The `permitRef` of the permit, 16 bytes: grants move to a reissued card. */
  readonly binding: Uint8Array;
  /** Up to 8, ids all different. An empty list withdraws what stood there. */
  readonly grants: readonly Grant[];
};

export type SignedEntitlementRecord = KeyedSign1 & { readonly record: EntitlementRecord };

export function encodeEntitlementRecord(record: EntitlementRecord): Uint8Array {
  return encodeCbor(
    new Map<number, CborValue>([
      [KEY_PAYLOAD_TYPE, PAYLOAD_TYPE.ENTITLEMENT],
      [KEY_VERSION, record.version],
      [KEY_BINDING, record.binding],
      [KEY_DATA_GROUP, record.dataGroup],
      [KEY_GRANTOR, record.grantor],
      [KEY_GRANTS, record.grants.map(encodeGrant)],
    ]),
  );
}

/** @throws DecodeError a CBOR code or RECORD_MALFORMED */
export function decodeEntitlementRecord(payloadBytes: Uint8Array): EntitlementRecord {
  const map = readMap(decodeCbor(payloadBytes, PAYLOAD_LIMITS), 'RECORD_MALFORMED');
  const type = map.uint(KEY_PAYLOAD_TYPE);
  const dataGroup = map.uint(KEY_DATA_GROUP);
  const parts = {
    grantor: map.text(KEY_GRANTOR),
    version: map.uint(KEY_VERSION),
    binding: map.bytes(KEY_BINDING, PERMIT_REF_BYTES),
    grants: map.array(KEY_GRANTS).map(decodeGrant),
  };
  map.done();
  const ids = new Set(parts.grants.map((grant) => toHex(grant.id)));
  if (
    type !== PAYLOAD_TYPE.ENTITLEMENT ||
    !isEntitlementGroup(dataGroup) ||
    !isGrantor(parts.grantor) ||
    parts.version > MAX_VERSION ||
    parts.grants.length > MAX_GRANTS ||
    ids.size !== parts.grants.length
  ) {
    throw new DecodeError('RECORD_MALFORMED', 0, 'entitlement record');
  }
  return { dataGroup, ...parts };
}

/** Signs an entitlement record. It never leaves here without reading back. */
export async function signEntitlementRecord(record: EntitlementRecord, signer: Ed25519Signer): Promise<Uint8Array> {
  const signedBytes = await signKeyedSign1(encodeEntitlementRecord(record), signer);
  decodeSignedEntitlementRecord(signedBytes);
  return signedBytes;
}

/** A signed entitlement record as received; its signature is not verified here. @throws DecodeError */
export function decodeSignedEntitlementRecord(signedBytes: Uint8Array): SignedEntitlementRecord {
  const keyed = decodeKeyedSign1(signedBytes, SIGN1_LIMITS);
  return { ...keyed, record: decodeEntitlementRecord(keyed.sign1.payloadBytes) };
}
