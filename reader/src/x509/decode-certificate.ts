import { equalBytes, fromHex } from '@residence-permit/shared/bytes';
import { DecodeError } from '@residence-permit/shared/errors';
import { decodeTlv, decodeTlvSequence, type Tlv } from '@residence-permit/shared/tlv';
import type { Certificate } from './certificate.ts';
import { decodeExtensions } from './decode-extensions.ts';
import { decodeTime } from './decode-time.ts';

/** Largest certificate that is looked at, in bytes. */
const MAX_CERTIFICATE_BYTES = 4096;
const SEQUENCE = 0x30;
const INTEGER = 0x02;
const BIT_STRING = 0x03;
const VERSION = 0xa0;
const EXTENSIONS = 0xa3;
/** Version 3. RFC 5280 §4.1.2.1 */
const VERSION_3 = fromHex('020102');
/** AlgorithmIdentifier of Ed25519: the OID and no parameters. RFC 8410 §3 */
const ED25519 = fromHex('300506032b6570');

/**
 * An X.509 certificate of the profile that this authority issues: version 3, Ed25519 for both keys, DER throughout,
 * every critical extension understood (RFC 5280 §4.2). Anything else is refused, so that little code decides.
 * The signature is not verified here.
 * @throws DecodeError a TLV_ code, or CERTIFICATE_BAD
 */
export function decodeCertificate(der: Uint8Array): Certificate {
  if (der.length > MAX_CERTIFICATE_BYTES) throw bad('too long');
  const copy = new Uint8Array(der);
  const [tbs, algorithm, signature, ...rest] = children(decodeTlv(copy), SEQUENCE);
  if (tbs === undefined || signature === undefined || rest.length > 0) throw bad('want three parts');
  requireEd25519(algorithm);
  return { der: copy, tbsBytes: tbs.bytes, signature: bitString(signature, 64), ...decodeTbs(tbs) };
}

type TbsPart = Omit<Certificate, 'der' | 'tbsBytes' | 'signature'>;

function decodeTbs(tbs: Tlv): TbsPart {
  const [version, serial, algorithm, issuer, validity, subject, keyInfo, extensions, ...rest] = children(tbs, SEQUENCE);
  if (version?.tag !== VERSION || !equalBytes(version.value, VERSION_3)) throw bad('want version 3');
  if (serial?.tag !== INTEGER || issuer?.tag !== SEQUENCE || subject?.tag !== SEQUENCE) throw bad('names');
  requireEd25519(algorithm);
  if (extensions?.tag !== EXTENSIONS || rest.length > 0) throw bad('want extensions and nothing after them');
  const [notBefore, notAfter, ...others] = children(validity, SEQUENCE);
  if (notBefore === undefined || notAfter === undefined || others.length > 0) throw bad('validity');
  return {
    issuer: issuer.bytes,
    subject: subject.bytes,
    notBefore: decodeTime(notBefore),
    notAfter: decodeTime(notAfter),
    publicKeyBytes: decodePublicKey(keyInfo),
    ...decodeExtensions(decodeTlv(extensions.value)),
  };
}

/** SubjectPublicKeyInfo. RFC 8410 §4 */
function decodePublicKey(keyInfo: Tlv | undefined): Uint8Array {
  const [algorithm, key, ...rest] = children(keyInfo, SEQUENCE);
  requireEd25519(algorithm);
  if (key === undefined || rest.length > 0) throw bad('public key');
  return bitString(key, 32);
}

function requireEd25519(algorithm: Tlv | undefined): void {
  if (algorithm === undefined || !equalBytes(algorithm.bytes, ED25519)) throw bad('want Ed25519');
}

/** A bit string of whole bytes. */
function bitString(object: Tlv, length: number): Uint8Array {
  if (object.tag !== BIT_STRING || object.value.length !== length + 1 || object.value[0] !== 0) throw bad('bit string');
  return object.value.subarray(1);
}

function children(object: Tlv | undefined, tag: number): readonly Tlv[] {
  if (object?.tag !== tag) throw bad(`want tag ${tag.toString(16)}`);
  return decodeTlvSequence(object.value);
}

function bad(detail: string): DecodeError {
  return new DecodeError('CERTIFICATE_BAD', 0, detail);
}
