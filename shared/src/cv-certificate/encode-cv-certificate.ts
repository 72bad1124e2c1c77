import { concatBytes, encodeUtf8 } from '../bytes/index.ts';
import { compareDates, toCvcDate } from '../plain-date/index.ts';
import { encodeTemplateObject } from '../terminal-auth/index.ts';
import { encodeTlv } from '../tlv/index.ts';
import {
  type CvFields,
  DO_AUTHORITY,
  DO_BODY,
  DO_CERTIFICATE,
  DO_EFFECTIVE,
  DO_EXPIRY,
  DO_HOLDER,
  DO_PROFILE,
  DO_SIGNATURE,
} from './cv-certificate.ts';
import { encodePublicKeyObject } from './public-key-object.ts';
import { isReference } from './reference.ts';

/**
 * The 7F4E object to sign. A CVCA certificate carries the domain parameters, others inherit them (TR-03110-3 §D.3).
 * @throws RangeError for a reference, point or period of validity that is none
 */
export function encodeCvBody(fields: CvFields): Uint8Array {
  for (const name of ['car', 'chr'] as const) {
    if (!isReference(fields[name]))
      throw new RangeError(`${name}: want country, mnemonic and sequence, got ${fields[name]}`);
  }
  if (compareDates(fields.effective, fields.expiry) > 0)
    throw new RangeError('expiry: want a day not before effective');
  const parameters = fields.template.role === 'cvca' ? 'with-parameters' : 'without-parameters';
  return encodeTlv(
    DO_BODY,
    concatBytes(
      encodeTlv(DO_PROFILE, Uint8Array.of(0)),
      encodeTlv(DO_AUTHORITY, encodeUtf8(fields.car)),
      encodePublicKeyObject(fields.publicKey, parameters),
      encodeTlv(DO_HOLDER, encodeUtf8(fields.chr)),
      encodeTemplateObject(fields.template),
      encodeTlv(DO_EFFECTIVE, toCvcDate(fields.effective)),
      encodeTlv(DO_EXPIRY, toCvcDate(fields.expiry)),
    ),
  );
}

/** The whole 7F21 object. `sign` answers ECDSA with SHA-256 over the body, plain r ‖ s, 64 bytes. */
export async function signCvCertificate(input: {
  readonly fields: CvFields;
  sign(bodyBytes: Uint8Array): Uint8Array | Promise<Uint8Array>;
}): Promise<Uint8Array> {
  const bodyBytes = encodeCvBody(input.fields);
  const signature = await input.sign(bodyBytes);
  if (signature.length !== 64) throw new RangeError(`signature: want 64 bytes, got ${signature.length}`);
  return encodeTlv(DO_CERTIFICATE, concatBytes(bodyBytes, encodeTlv(DO_SIGNATURE, signature)));
}
