import {
  type CborLimits,
  type CborValue,
  decodeCbor,
  encodeCbor,
  type MapReader,
  readMap,
} from '@residence-permit/shared/cbor';
import { DecodeError, PermitError } from '@residence-permit/shared/errors';
import { SHARED_KEYS, type Share, type SharedKeyName } from './share.ts';

const KEY_FORMAT = 0;
const KEY_CEREMONY = 1;
const KEY_THRESHOLD = 2;
const KEY_CUSTODIANS = 3;
const KEY_CUSTODIAN = 4;
const KEY_SHARES = 5;
const KEY_BUNDLE_ROOT = 6;
const FORMAT = 1;
const LIMITS: CborLimits = { maxBytes: 2048, maxDepth: 3, tags: [] };

/** All that one custodian keeps: a share of each split key, and a bundle root key that is the custodian's own. */
export type Packet = {
  /** 16 bytes. */
  readonly ceremony: Uint8Array;
  readonly threshold: number;
  readonly custodians: number;
  /** From 1. */
  readonly custodian: number;
  readonly shares: readonly Share[];
  /** The 32 private bytes of this custodian's bundle root key. */
  readonly bundleRootSeed: Uint8Array;
};

/** The packet in the clear: only ever inside a seal, a token or memory. */
export function encodePacket(packet: Packet): Uint8Array {
  return encodeCbor(
    new Map<number, CborValue>([
      [KEY_FORMAT, FORMAT],
      [KEY_CEREMONY, packet.ceremony],
      [KEY_THRESHOLD, packet.threshold],
      [KEY_CUSTODIANS, packet.custodians],
      [KEY_CUSTODIAN, packet.custodian],
      [KEY_SHARES, packet.shares.map(({ key, bytes, check }) => [key, bytes, check])],
      [KEY_BUNDLE_ROOT, packet.bundleRootSeed],
    ]),
  );
}

/** @throws PermitError SHARE_DAMAGED */
export function decodePacket(packetBytes: Uint8Array): Packet {
  try {
    return readPacket(readMap(decodeCbor(packetBytes, LIMITS), 'RECORD_MALFORMED'));
  } catch (cause) {
    throw new PermitError('SHARE_DAMAGED', { cause, detail: 'not a packet of a custodian' });
  }
}

function readPacket(map: MapReader): Packet {
  if (map.uint(KEY_FORMAT) !== FORMAT) throw malformed();
  const terms = {
    ceremony: map.bytes(KEY_CEREMONY, 16),
    threshold: map.uint(KEY_THRESHOLD),
    custodians: map.uint(KEY_CUSTODIANS),
    custodian: map.uint(KEY_CUSTODIAN),
  };
  const shares = map.array(KEY_SHARES).map((value) => ({ ...terms, ...readShare(value) }));
  const bundleRootSeed = map.bytes(KEY_BUNDLE_ROOT, 32);
  map.done();
  return { ...terms, shares, bundleRootSeed };
}

function readShare(value: CborValue): Pick<Share, 'key' | 'bytes' | 'check'> {
  if (!Array.isArray(value)) throw malformed();
  const [key, bytes, check] = value;
  if (!isSharedKey(key) || !(bytes instanceof Uint8Array) || !(check instanceof Uint8Array)) throw malformed();
  return { key, bytes, check };
}

function isSharedKey(value: unknown): value is SharedKeyName {
  return SHARED_KEYS.some((key) => key === value);
}

function malformed(): DecodeError {
  return new DecodeError('RECORD_MALFORMED', 0, 'packet');
}
