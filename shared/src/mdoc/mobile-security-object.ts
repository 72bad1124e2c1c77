import {
  type CborLimits,
  type CborValue,
  decodeCbor,
  encodeEmbeddedCbor,
  type MapReader,
  readMap,
  Tagged,
} from '../cbor/index.ts';
import { decodeCoseKeyP256, encodeCoseKeyP256 } from '../cose/index.ts';
import { DecodeError } from '../errors/index.ts';
import { formatTdate, parseTdate } from '../plain-date/index.ts';
import { TAG_ENCODED_CBOR, TAG_TDATE, unwrapEncodedCbor } from './issuer-signed-item.ts';

/** Bytes of a permit reference: random, kept when the card is reissued. */
export const PERMIT_REF_BYTES = 16;

const KEY_INFO_RECEIPT_KEY = -1;
const KEY_INFO_PERMIT_REF = -2;
const MSO_LIMITS: CborLimits = { maxBytes: 2048, maxDepth: 1, tags: [TAG_ENCODED_CBOR] };
const MSO_BODY_LIMITS: CborLimits = { maxBytes: 2048, maxDepth: 6, tags: [TAG_TDATE] };
const MAX_STATUS_INDEX = 2 ** 31 - 1;

/** The place of a card in a status list. draft-ietf-oauth-status-list §6 (Referenced Token). */
export type StatusReference = { readonly index: number; readonly uri: string };

/** What DG1 signs: one digest per element, the keys of the chip, the validity and the place in the status list. */
export type MobileSecurityObject = {
  readonly docType: string;
  readonly namespace: string;
  /** Digest id → SHA-256 of the item's bytes, 32 bytes each. */
  readonly digests: ReadonlyMap<number, Uint8Array>;
  /** P-256 point of the chip's Diffie-Hellman key, uncompressed, 65 bytes; on the curve. */
  readonly deviceKey: Uint8Array;
  /** P-256 point of the chip's use-receipt key, uncompressed, 65 bytes; on the curve. */
  readonly receiptKey: Uint8Array;
  /** 16 random bytes that every card of one permit shares. */
  readonly permitRef: Uint8Array;
  /** Seconds since 1970. */
  readonly signedAt: number;
  readonly validFrom: number;
  readonly validUntil: number;
  readonly status: StatusReference;
};

/** The `#6.24(bstr .cbor MobileSecurityObject)` bytes that DG1 signs. ISO/IEC 18013-5 §9.1.2.4. */
export function encodeMso(mso: MobileSecurityObject): Uint8Array {
  const keyInfo = new Map<number, CborValue>([
    [KEY_INFO_RECEIPT_KEY, encodeCoseKeyP256(mso.receiptKey)],
    [KEY_INFO_PERMIT_REF, mso.permitRef],
  ]);
  const statusList = new Map<string, CborValue>([
    ['idx', mso.status.index],
    ['uri', mso.status.uri],
  ]);
  const body = new Map<string, CborValue>([
    ['status', new Map([['status_list', statusList]])],
    ['docType', mso.docType],
    ['version', '1.0'],
    ['validityInfo', encodeValidity(mso)],
    ['valueDigests', new Map([[mso.namespace, mso.digests]])],
    [
      'deviceKeyInfo',
      new Map<string, CborValue>([
        ['keyInfo', keyInfo],
        ['deviceKey', encodeCoseKeyP256(mso.deviceKey)],
      ]),
    ],
    ['digestAlgorithm', 'SHA-256'],
  ]);
  return encodeEmbeddedCbor(body);
}

function encodeValidity(mso: MobileSecurityObject): CborValue {
  const tdate = (at: number) => new Tagged(TAG_TDATE, formatTdate(at));
  return new Map<string, CborValue>([
    ['signed', tdate(mso.signedAt)],
    ['validFrom', tdate(mso.validFrom)],
    ['validUntil', tdate(mso.validUntil)],
  ]);
}

/**
 * The object inside `#6.24` bytes: exactly the members of this profile, keys on their curve, validity in order.
 * The signature over these bytes must have been verified before any of it is believed.
 * @throws DecodeError a CBOR code, MDOC_MALFORMED, COSE_KEY_BAD or DATE_BAD
 */
export function decodeMso(msoBytes: Uint8Array): MobileSecurityObject {
  const body = readMap(
    decodeCbor(unwrapEncodedCbor(decodeCbor(msoBytes, MSO_LIMITS)), MSO_BODY_LIMITS),
    'MDOC_MALFORMED',
  );
  requireText(body, 'version', '1.0');
  requireText(body, 'digestAlgorithm', 'SHA-256');
  const { namespace, digests } = decodeValueDigests(body.value('valueDigests'));
  const keys = decodeDeviceKeyInfo(body.map('deviceKeyInfo'));
  const docType = body.text('docType');
  const validity = decodeValidity(body.map('validityInfo'));
  const status = decodeStatus(body.map('status'));
  body.done();
  return { docType, namespace, digests, ...keys, ...validity, status };
}

function requireText(map: MapReader, key: string, want: string): void {
  if (map.text(key) !== want) throw new DecodeError('MDOC_MALFORMED', 0, key);
}

function decodeValueDigests(value: CborValue): { namespace: string; digests: ReadonlyMap<number, Uint8Array> } {
  if (!(value instanceof Map) || value.size !== 1) throw new DecodeError('MDOC_MALFORMED', 0, 'valueDigests');
  const digests = new Map<number, Uint8Array>();
  for (const [namespace, entries] of value) {
    if (typeof namespace !== 'string' || !(entries instanceof Map)) break;
    for (const [digestId, digest] of entries) {
      if (typeof digestId !== 'number' || digestId < 0 || digestId >= 2 ** 31)
        throw new DecodeError('MDOC_MALFORMED', 0, 'digestID');
      if (!(digest instanceof Uint8Array) || digest.length !== 32) throw new DecodeError('MDOC_MALFORMED', 0, 'digest');
      digests.set(digestId, digest);
    }
    return { namespace, digests };
  }
  throw new DecodeError('MDOC_MALFORMED', 0, 'valueDigests');
}

function decodeDeviceKeyInfo(map: MapReader): Pick<MobileSecurityObject, 'deviceKey' | 'receiptKey' | 'permitRef'> {
  const keyInfo = map.map('keyInfo');
  const keys = {
    deviceKey: decodeCoseKeyP256(map.value('deviceKey')),
    receiptKey: decodeCoseKeyP256(keyInfo.value(KEY_INFO_RECEIPT_KEY)),
    permitRef: keyInfo.bytes(KEY_INFO_PERMIT_REF, PERMIT_REF_BYTES),
  };
  keyInfo.done();
  map.done();
  return keys;
}

function decodeValidity(map: MapReader): Pick<MobileSecurityObject, 'signedAt' | 'validFrom' | 'validUntil'> {
  const validity = {
    signedAt: decodeTdate(map.value('signed')),
    validFrom: decodeTdate(map.value('validFrom')),
    validUntil: decodeTdate(map.value('validUntil')),
  };
  map.done();
  if (validity.validFrom < validity.signedAt || validity.validUntil <= validity.validFrom) {
    throw new DecodeError('MDOC_MALFORMED', 0, 'validityInfo: want signed ≤ validFrom < validUntil');
  }
  return validity;
}

function decodeTdate(value: CborValue): number {
  if (value instanceof Tagged && value.tag === TAG_TDATE && typeof value.value === 'string')
    return parseTdate(value.value);
  throw new DecodeError('MDOC_MALFORMED', 0, 'want tdate');
}

function decodeStatus(map: MapReader): StatusReference {
  const list = map.map('status_list');
  const status = { index: list.uint('idx'), uri: list.text('uri') };
  list.done();
  map.done();
  if (status.index > MAX_STATUS_INDEX) throw new DecodeError('MDOC_MALFORMED', 0, 'idx');
  return status;
}
