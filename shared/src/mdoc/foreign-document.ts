import { concatBytes, equalBytes } from '../bytes/index.ts';
import {
  byteStringHead,
  type CborLimits,
  type CborValue,
  decodeForeignCbor,
  expectArray,
  expectMap,
  type MapReader,
  readMap,
  Tagged,
} from '../cbor/index.ts';
import { HEADER, readSign1, type Sign1 } from '../cose/index.ts';
import { DecodeError } from '../errors/index.ts';
import { parseTdate } from '../plain-date/index.ts';
import { TAG_ENCODED_CBOR, TAG_FULL_DATE, TAG_TDATE, unwrapEncodedCbor } from './issuer-signed-item.ts';

/**
 * Limits for ISO/IEC 18013-5 documents of other makers. They are read in the foreign form of CBOR: heads longer than
 * needed and unordered keys pass, because other libraries write them. Never used for what a card holds.
 */
export const FOREIGN_DOCUMENT_LIMITS: CborLimits = {
  maxBytes: 65_536,
  maxDepth: 12,
  tags: [TAG_TDATE, TAG_ENCODED_CBOR, TAG_FULL_DATE],
};

/** One element of a foreign document. */
export type ForeignItem = {
  readonly digestId: number;
  /** 16 bytes or more. */
  readonly random: Uint8Array;
  readonly elementIdentifier: string;
  readonly elementValue: CborValue;
  /** The `#6.24` bytes as received: what the digest covers. */
  readonly itemBytes: Uint8Array;
};

/** What of a foreign mobile security object is read; members that it may have besides are left alone. */
export type ForeignMso = {
  readonly docType: string;
  readonly digestAlgorithm: string;
  /** Name space → digest id → digest. */
  readonly digests: ReadonlyMap<string, ReadonlyMap<number, Uint8Array>>;
  /** The COSE_Key of the device, as it stands. */
  readonly deviceKey: CborValue;
  /** Seconds since 1970. */
  readonly signedAt: number;
  readonly validFrom: number;
  readonly validUntil: number;
};

/** Tag 24 in two bytes. RFC 8949 §3.4.5.1 */
const ENCODED_CBOR_HEAD = Uint8Array.of(0xd8, TAG_ENCODED_CBOR);

/** An IssuerSigned structure of anyone, decoded. Its signature and digests are for the caller to verify. */
export type ForeignDocument = {
  readonly issuerAuth: Sign1;
  /** DER; a hint only. */
  readonly x5chain: readonly Uint8Array[];
  readonly mso: ForeignMso;
  readonly items: ReadonlyMap<string, readonly ForeignItem[]>;
};

/**
 * An IssuerSigned structure (ISO/IEC 18013-5 §8.3.2.1.2.2) signed with Ed25519, ours or foreign.
 * @throws DecodeError a CBOR code, COSE_*, MDOC_MALFORMED or DATE_BAD
 */
export function decodeIssuerSigned(bytes: Uint8Array, limits: CborLimits): ForeignDocument {
  return readIssuerSigned(decodeForeignCbor(bytes, limits), limits);
}

/**
 * The documents of a DeviceResponse (§8.3.2.1.2.2), each without its device signature.
 * @throws DecodeError as `decodeIssuerSigned`
 */
export function decodeDeviceResponse(bytes: Uint8Array, limits: CborLimits): readonly ForeignDocument[] {
  const response = readMap(decodeForeignCbor(bytes, limits), 'MDOC_MALFORMED');
  return response.array('documents').map((document) => {
    const map = readMap(document, 'MDOC_MALFORMED');
    const signed = readIssuerSigned(map.value('issuerSigned'), limits);
    if (map.text('docType') !== signed.mso.docType) throw malformed('docType');
    return signed;
  });
}

function readIssuerSigned(value: CborValue, limits: CborLimits): ForeignDocument {
  const map = readMap(value, 'MDOC_MALFORMED');
  const issuerAuth = readSign1(map.value('issuerAuth'), { allowUnprotected: [HEADER.KID, HEADER.X5CHAIN] });
  const nameSpaces = map.has('nameSpaces') ? expectMap(map.value('nameSpaces'), malformedMember('nameSpaces')) : [];
  const items = new Map<string, readonly ForeignItem[]>();
  for (const [nameSpace, values] of nameSpaces) {
    if (typeof nameSpace !== 'string') throw malformed('nameSpaces');
    const list = expectArray(values, malformedMember(nameSpace));
    items.set(
      nameSpace,
      list.map((item) => readItem(item, limits)),
    );
  }
  map.done();
  const mso = readMso(decodeForeignCbor(issuerAuth.payloadBytes, limits), limits);
  return { issuerAuth, x5chain: readChain(issuerAuth.unprotected.get(HEADER.X5CHAIN)), mso, items };
}

function readItem(value: CborValue, limits: CborLimits): ForeignItem {
  const content = unwrapEncodedCbor(value);
  const map = readMap(decodeForeignCbor(content, limits), 'MDOC_MALFORMED');
  const item = {
    digestId: map.uint('digestID'),
    random: map.bytes('random'),
    elementIdentifier: map.text('elementIdentifier'),
    elementValue: map.value('elementValue'),
    itemBytes: receivedItem(content),
  };
  map.done();
  return item;
}

/**
 * The `#6.24` item around its content, as received: `content` is a view into the received bytes, so the head is what
 * stands before it. A head longer than needed is refused rather than guessed at.
 */
function receivedItem(content: Uint8Array): Uint8Array {
  const head = concatBytes(ENCODED_CBOR_HEAD, byteStringHead(content.length));
  const start = content.byteOffset - head.length;
  if (start < 0) throw malformed('item: head longer than needed');
  const received = new Uint8Array(content.buffer, start, head.length + content.length);
  if (!equalBytes(received.subarray(0, head.length), head)) throw malformed('item: head longer than needed');
  return received;
}

function readMso(value: CborValue, limits: CborLimits): ForeignMso {
  const map = readMap(decodeForeignCbor(unwrapEncodedCbor(value), limits), 'MDOC_MALFORMED');
  const validity = map.map('validityInfo');
  return {
    docType: map.text('docType'),
    digestAlgorithm: map.text('digestAlgorithm'),
    digests: readDigests(map.value('valueDigests')),
    deviceKey: map.map('deviceKeyInfo').value('deviceKey'),
    signedAt: readTdate(validity, 'signed'),
    validFrom: readTdate(validity, 'validFrom'),
    validUntil: readTdate(validity, 'validUntil'),
  };
}

function readDigests(value: CborValue): ReadonlyMap<string, ReadonlyMap<number, Uint8Array>> {
  const nameSpaces = new Map<string, ReadonlyMap<number, Uint8Array>>();
  for (const [nameSpace, entries] of expectMap(value, malformedMember('valueDigests'))) {
    const digests = new Map<number, Uint8Array>();
    for (const [digestId, digest] of expectMap(entries, malformedMember('valueDigests'))) {
      if (typeof digestId !== 'number' || !(digest instanceof Uint8Array)) throw malformed('valueDigests');
      digests.set(digestId, digest);
    }
    nameSpaces.set(String(nameSpace), digests);
  }
  return nameSpaces;
}

function readTdate(map: MapReader, key: string): number {
  const value = map.value(key);
  if (value instanceof Tagged && value.tag === TAG_TDATE && typeof value.value === 'string') {
    return parseTdate(value.value);
  }
  throw malformed(key);
}

/** One certificate is a byte string, more are an array. RFC 9360 §2. */
function readChain(value: CborValue | undefined): readonly Uint8Array[] {
  if (value === undefined) return [];
  if (value instanceof Uint8Array) return [value];
  return expectArray(value, malformedMember('x5chain')).map((entry) => {
    if (!(entry instanceof Uint8Array)) throw malformed('x5chain');
    return entry;
  });
}

function malformedMember(what: string): { readonly code: 'MDOC_MALFORMED'; readonly what: string } {
  return { code: 'MDOC_MALFORMED', what };
}

function malformed(detail: string): DecodeError {
  return new DecodeError('MDOC_MALFORMED', 0, detail);
}
