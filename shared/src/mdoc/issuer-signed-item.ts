import { sha256 } from '@noble/hashes/sha2.js';
import { type CborLimits, type CborValue, decodeCbor, encodeEmbeddedCbor, readMap, Tagged } from '../cbor/index.ts';
import { DecodeError } from '../errors/index.ts';

/** Tag of an encoded CBOR data item carried as a byte string. RFC 8949 §3.4.5.1. */
export const TAG_ENCODED_CBOR = 24;
/** Tag of a full-date text, `YYYY-MM-DD`. RFC 8943 §2. */
export const TAG_FULL_DATE = 1004;
/** Tag of a date-time text. RFC 8949 §3.4.1. */
export const TAG_TDATE = 0;

/** Bytes of salt in each item. ISO/IEC 18013-5 §9.1.2.5 asks for at least 16. */
export const ITEM_SALT_BYTES = 16;

/** A portrait of 12 kB and its frame; nothing else comes near. */
const ITEM_LIMITS: CborLimits = { maxBytes: 13_000, maxDepth: 1, tags: [TAG_ENCODED_CBOR] };
const ITEM_BODY_LIMITS: CborLimits = { maxBytes: 13_000, maxDepth: 4, tags: [TAG_FULL_DATE] };

/** One salted element of a permit. ISO/IEC 18013-5 §8.3.2.1.2.2 (IssuerSignedItem). */
export type IssuerSignedItem = {
  /** Which digest of the mobile security object covers it; below 2³¹. */
  readonly digestId: number;
  /** Salt, 16 bytes: keeps a digest from being guessed back to its value. */
  readonly random: Uint8Array;
  readonly elementIdentifier: string;
  readonly elementValue: CborValue;
};

/** The `#6.24(bstr .cbor IssuerSignedItem)` bytes that a data group holds and that its digest covers. */
export function encodeItem(item: IssuerSignedItem): Uint8Array {
  if (item.random.length !== ITEM_SALT_BYTES) throw new RangeError(`random: want 16 bytes, got ${item.random.length}`);
  const members = new Map<string, CborValue>([
    ['random', item.random],
    ['digestID', item.digestId],
    ['elementValue', item.elementValue],
    ['elementIdentifier', item.elementIdentifier],
  ]);
  return encodeEmbeddedCbor(members);
}

/**
 * The item inside `#6.24` bytes. Nothing is verified here: compare `itemDigest` of the same bytes first.
 * @throws DecodeError a CBOR code, or MDOC_MALFORMED
 */
export function decodeItem(itemBytes: Uint8Array): IssuerSignedItem {
  const outer = decodeCbor(itemBytes, ITEM_LIMITS);
  return decodeItemBody(decodeCbor(unwrapEncodedCbor(outer), ITEM_BODY_LIMITS));
}

/** The item inside an already decoded map. @throws DecodeError MDOC_MALFORMED */
export function decodeItemBody(value: CborValue): IssuerSignedItem {
  const map = readMap(value, 'MDOC_MALFORMED');
  const item: IssuerSignedItem = {
    digestId: map.uint('digestID'),
    random: map.bytes('random', ITEM_SALT_BYTES),
    elementIdentifier: map.text('elementIdentifier'),
    elementValue: map.value('elementValue'),
  };
  map.done();
  if (item.digestId >= 2 ** 31) throw new DecodeError('MDOC_MALFORMED', 0, 'digestID');
  return item;
}

/** SHA-256 of bytes, 32 bytes. A platform's own is some ten times as fast as the portable one. */
export type Sha256 = (bytes: Uint8Array) => Uint8Array;

/** The SHA-256 that runs everywhere. */
export const portableSha256: Sha256 = sha256;

/** SHA-256 over the received `#6.24` bytes, tag included. ISO/IEC 18013-5 §9.1.2.5. Never over re-encoded ones. */
export function itemDigest(itemBytes: Uint8Array): Uint8Array {
  return portableSha256(itemBytes);
}

/** The bytes inside a `#6.24` value. @throws DecodeError MDOC_MALFORMED */
export function unwrapEncodedCbor(value: CborValue): Uint8Array {
  if (value instanceof Tagged && value.tag === TAG_ENCODED_CBOR && value.value instanceof Uint8Array) {
    return value.value;
  }
  throw new DecodeError('MDOC_MALFORMED', 0, 'want #6.24(bstr)');
}
