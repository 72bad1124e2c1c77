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

/** Extensions that are understood: the last byte of 2.5.29.n. RFC 5280 §4.2.1 */
const SUBJECT_KEY_ID = 14;
const KEY_USAGE = 15;
const BASIC_CONSTRAINTS = 19;
const AUTHORITY_KEY_ID = 35;

export type DecodedExtensions = Pick<Certificate, 'ca' | 'usages' | 'subjectKeyId' | 'authorityKeyId'>;

/** @throws DecodeError a TLV_ code, or CERTIFICATE_BAD: an extension twice, malformed, or critical and not understood */
export function decodeExtensions(list: Tlv): DecodedExtensions {
  if (list.tag !== SEQUENCE) throw bad('extensions');
  const found = new Map<number, Tlv>();
  for (const object of decodeTlvSequence(list.value)) {
    const { arc, critical, value } = decodeExtension(object);
    if (arc === undefined && critical) throw bad('critical extension that is not understood');
    if (arc === undefined) continue;
    if (found.has(arc)) throw bad('extension twice');
    found.set(arc, decodeTlv(value));
  }
  return {
    ca: decodeBasicConstraints(found.get(BASIC_CONSTRAINTS)),
    usages: decodeKeyUsage(found.get(KEY_USAGE)),
    subjectKeyId: decodeSubjectKeyId(found.get(SUBJECT_KEY_ID)),
    authorityKeyId: decodeAuthorityKeyId(found.get(AUTHORITY_KEY_ID)),
  };
}

/** `arc` is n of 2.5.29.n, for an extension that is understood. */
type RawExtension = { readonly arc: number | undefined; readonly critical: boolean; readonly value: Uint8Array };

function decodeExtension(object: Tlv): RawExtension {
  const parts = object.tag === SEQUENCE ? decodeTlvSequence(object.value) : [];
  const [oid, second] = parts;
  const critical = second?.tag === BOOLEAN && isTrue(second);
  const value = parts[critical ? 2 : 1];
  if (oid?.tag !== OBJECT_IDENTIFIER || value?.tag !== OCTET_STRING || parts.length !== (critical ? 3 : 2)) {
    throw bad('extension');
  }
  return { arc: understoodArc(oid.value), critical, value: value.value };
}

/** 55 1D is 2.5.29, the arc of certificate extensions. */
function understoodArc(oid: Uint8Array): number | undefined {
  const [first, second, arc] = oid;
  if (oid.length !== 3 || first !== 0x55 || second !== 0x1d) return undefined;
  const understood =
    arc === SUBJECT_KEY_ID || arc === KEY_USAGE || arc === BASIC_CONSTRAINTS || arc === AUTHORITY_KEY_ID;
  return understood ? arc : undefined;
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
