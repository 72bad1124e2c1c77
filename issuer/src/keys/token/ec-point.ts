import { equalBytes, fromHex, toHex } from '@residence-permit/shared/bytes';
import { importEd25519PublicKey } from '@residence-permit/shared/cose';
import { PermitError } from '@residence-permit/shared/errors';

/** Kinds of keys that this software uses on tokens. */
export type KeyAlgorithm = 'ed25519' | 'p256';

/** CKA_EC_PARAMS, DER. The OID of RFC 8410 §3 or a PrintableString of the name for Ed25519; RFC 5480 §2.1.1.1 for P-256. */
export const EC_PARAMS = {
  ed25519: fromHex('06032b6570'),
  p256: fromHex('06082a8648ce3d030107'),
} as const satisfies Record<KeyAlgorithm, Uint8Array>;
/** PrintableString "edwards25519": PKCS#11 3.0 allows the name in place of the OID. */
const ED25519_BY_NAME = fromHex('130c656477617264733235353139');

const POINT_LENGTH = { ed25519: 32, p256: 65 } as const satisfies Record<KeyAlgorithm, number>;
const OCTET_STRING = 0x04;

/** The kind of key that CKA_EC_PARAMS names; `undefined` for any other curve. */
export function algorithmOf(ecParams: Uint8Array): KeyAlgorithm | undefined {
  if (equalBytes(ecParams, EC_PARAMS.p256)) return 'p256';
  return equalBytes(ecParams, EC_PARAMS.ed25519) || equalBytes(ecParams, ED25519_BY_NAME) ? 'ed25519' : undefined;
}

/**
 * The public key in CKA_EC_POINT: a DER OCTET STRING around the point, as PKCS#11 2.40 §2.3.3 has it, or the bare point, as
 * some tokens give it.
 * @returns 32 bytes of Ed25519, or the uncompressed point of P-256, 65 bytes
 * @throws PermitError KEY_BAD on other lengths, a compressed point, or a key that verifiers refuse
 */
export function decodeEcPoint(algorithm: KeyAlgorithm, bytes: Uint8Array): Uint8Array {
  const length = POINT_LENGTH[algorithm];
  const isWrapped = bytes.length === length + 2 && bytes[0] === OCTET_STRING && bytes[1] === length;
  const point = isWrapped ? bytes.slice(2) : bytes.slice();
  const isWhole = point.length === length && (algorithm === 'ed25519' || point[0] === OCTET_STRING);
  if (!isWhole) {
    throw new PermitError('KEY_BAD', { detail: `CKA_EC_POINT of ${bytes.length} bytes: ${toHex(bytes.slice(0, 3))}…` });
  }
  if (algorithm === 'p256') return point;
  try {
    return importEd25519PublicKey(point);
  } catch (cause) {
    throw new PermitError('KEY_BAD', { cause, detail: 'CKA_EC_POINT' });
  }
}
