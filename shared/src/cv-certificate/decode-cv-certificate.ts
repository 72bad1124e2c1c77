import { decodeUtf8, equalBytes } from '../bytes/index.ts';
import { DecodeError } from '../errors/index.ts';
import { compareDates, fromCvcDate } from '../plain-date/index.ts';
import { DO_TEMPLATE, decodeTemplateObject } from '../terminal-auth/index.ts';
import { decodeTlv, decodeTlvSequence, getTlv, type Tlv } from '../tlv/index.ts';
import {
  type CvCertificate,
  DO_AUTHORITY,
  DO_BODY,
  DO_CERTIFICATE,
  DO_EFFECTIVE,
  DO_EXPIRY,
  DO_EXTENSIONS,
  DO_HOLDER,
  DO_PROFILE,
  DO_PUBLIC_KEY,
  DO_SIGNATURE,
} from './cv-certificate.ts';
import { decodePublicKeyObject } from './public-key-object.ts';
import { isReference } from './reference.ts';

/** The members of a body, in this order. TR-03110-3 §C.1, table 14 (clause unchecked) */
const BODY_TAGS: readonly number[] = [
  DO_PROFILE,
  DO_AUTHORITY,
  DO_PUBLIC_KEY,
  DO_HOLDER,
  DO_TEMPLATE,
  DO_EFFECTIVE,
  DO_EXPIRY,
];

/** @throws DecodeError CVC_MALFORMED, TLV_*, DATE_BAD. The signature is not checked: see `verifyCvCertificate`. */
export function decodeCvCertificate(bytes: Uint8Array): CvCertificate {
  const certificate = decodeTlv(bytes);
  if (certificate.tag !== DO_CERTIFICATE) throw malformed('want tag 7F21');
  const [body, signature, ...more] = decodeTlvSequence(certificate.value);
  if (body?.tag !== DO_BODY || signature?.tag !== DO_SIGNATURE || more.length > 0)
    throw malformed('want 7F4E and 5F37');
  if (signature.value.length !== 64) throw malformed('signature length');
  const members = bodyMembers(body);
  const profile = valueOf(members, DO_PROFILE);
  if (!equalBytes(profile, Uint8Array.of(0))) throw malformed('profile identifier');
  const [effective, expiry] = [fromCvcDate(valueOf(members, DO_EFFECTIVE)), fromCvcDate(valueOf(members, DO_EXPIRY))];
  if (compareDates(effective, expiry) > 0) throw malformed('expiry before effective date');
  return {
    profile: 0,
    car: referenceOf(valueOf(members, DO_AUTHORITY)),
    publicKey: decodePublicKeyObject(valueOf(members, DO_PUBLIC_KEY)),
    chr: referenceOf(valueOf(members, DO_HOLDER)),
    template: decodeTemplateObject(getTlv(members, DO_TEMPLATE).bytes),
    effective,
    expiry,
    bodyBytes: body.bytes.slice(),
    signature: signature.value.slice(),
  };
}

/** Extensions (65) may end the body; this profile reads none of them, and lacking rights are no rights. */
function bodyMembers(body: Tlv): readonly Tlv[] {
  const members = decodeTlvSequence(body.value);
  const known = members.at(-1)?.tag === DO_EXTENSIONS ? members.slice(0, -1) : members;
  if (known.length !== BODY_TAGS.length || known.some(({ tag }, at) => tag !== BODY_TAGS[at])) throw malformed('body');
  return known;
}

function valueOf(members: readonly Tlv[], tag: number): Uint8Array {
  return getTlv(members, tag).value;
}

function referenceOf(value: Uint8Array): string {
  const text = value.every((byte) => byte < 0x80) ? decodeUtf8(value) : '';
  if (!isReference(text)) throw malformed('reference');
  return text;
}

function malformed(detail: string): DecodeError {
  return new DecodeError('CVC_MALFORMED', 0, detail);
}
