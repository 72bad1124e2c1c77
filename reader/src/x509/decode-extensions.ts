import { toHex } from '@residence-permit/shared/bytes';
import { DecodeError } from '@residence-permit/shared/errors';
import { decodeTlv, decodeTlvSequence, type Tlv } from '@residence-permit/shared/tlv';
import type { Certificate, KeyUsages } from './certificate.ts';

const BOOLEAN = 0x01;
const INTEGER = 0x02;
const BIT_STRING = 0x03;
const OCTET_STRING = 0x04;
const OBJECT_IDENTIFIER = 0x06;
const SEQUENCE = 0x30;
/** keyIdentifier of an authority key identifier: context tag 0. */
const KEY_IDENTIFIER = 0x80;
const TRUE = 0xff;

/** Extensions that are understood, by the content of their OID. RFC 5280 §4.2.1 */
const OID = {
  SUBJECT_KEY_ID: '551d0e',
  KEY_USAGE: '551d0f',
  BASIC_CONSTRAINTS: '551d13',
  AUTHORITY_KEY_ID: '551d23',
} as const;
const UNDERSTOOD: readonly string[] = Object.values(OID);

export type DecodedExtensions = Pick<Certificate, 'ca' | 'usages' | 'subjectKeyId' | 'authorityKeyId'>;

/** @throws DecodeError a TLV_ code, or CERTIFICATE_BAD: an extension twice, malformed, or critical and not understood */
export function decodeExtensions(list: Tlv): DecodedExtensions {
  if (list.tag !== SEQUENCE) throw bad('extensions');
  const found = new Map<string, Tlv>();
  for (const object of decodeTlvSequence(list.value)) {
    const { oid, critical, value } = decodeExtension(object);
    if (found.has(oid)) throw bad('extension twice');
    if (critical && !UNDERSTOOD.includes(oid)) throw bad(`critical extension ${oid}`);
    if (UNDERSTOOD.includes(oid)) found.set(oid, decodeTlv(value));
  }
  return {
    ca: decodeBasicConstraints(found.get(OID.BASIC_CONSTRAINTS)),
    usages: decodeKeyUsage(found.get(OID.KEY_USAGE)),
    subjectKeyId: decodeSubjectKeyId(found.get(OID.SUBJECT_KEY_ID)),
    authorityKeyId: decodeAuthorityKeyId(found.get(OID.AUTHORITY_KEY_ID)),
  };
}

function decodeExtension(object: Tlv): { oid: string; critical: boolean; value: Uint8Array } {
  const parts = object.tag === SEQUENCE ? decodeTlvSequence(object.value) : [];
  const [oid, second] = parts;
  const critical = second?.tag === BOOLEAN && isTrue(second);
  const value = parts[critical ? 2 : 1];
  if (oid?.tag !== OBJECT_IDENTIFIER || value?.tag !== OCTET_STRING || parts.length !== (critical ? 3 : 2)) {
    throw bad('extension');
  }
  return { oid: toHex(oid.value), critical, value: value.value };
}

/** cA FALSE is the default and so is not written in DER. RFC 5280 §4.2.1.9 */
function decodeBasicConstraints(object: Tlv | undefined): Certificate['ca'] {
  if (object === undefined) return false;
  if (object.tag !== SEQUENCE) throw bad('basic constraints');
  const [ca, pathLength, ...rest] = decodeTlvSequence(object.value);
  if (ca === undefined && pathLength === undefined) return false;
  if (ca?.tag !== BOOLEAN || !isTrue(ca) || rest.length > 0) throw bad('basic constraints');
  if (pathLength === undefined) return { pathLength: undefined };
  const [steps = 0x80, ...more] = pathLength.value;
  if (pathLength.tag !== INTEGER || more.length > 0 || steps > 0x7f) throw bad('path length');
  return { pathLength: steps };
}

/** Bit 0 is the highest of the first byte. */
function decodeKeyUsage(object: Tlv | undefined): KeyUsages | undefined {
  if (object === undefined) return undefined;
  const bits = object.value[1];
  if (object.tag !== BIT_STRING || bits === undefined) throw bad('key usage');
  return { digitalSignature: (bits & 0x80) !== 0, keyCertSign: (bits & 0x04) !== 0 };
}

function decodeSubjectKeyId(object: Tlv | undefined): Uint8Array | undefined {
  if (object === undefined) return undefined;
  if (object.tag !== OCTET_STRING) throw bad('subject key identifier');
  return object.value;
}

function decodeAuthorityKeyId(object: Tlv | undefined): Uint8Array | undefined {
  if (object === undefined) return undefined;
  if (object.tag !== SEQUENCE) throw bad('authority key identifier');
  return decodeTlvSequence(object.value).find(({ tag }) => tag === KEY_IDENTIFIER)?.value;
}

function isTrue(object: Tlv): boolean {
  if (object.value.length !== 1 || object.value[0] !== TRUE) throw bad('boolean');
  return true;
}

function bad(detail: string): DecodeError {
  return new DecodeError('CERTIFICATE_BAD', 0, detail);
}
