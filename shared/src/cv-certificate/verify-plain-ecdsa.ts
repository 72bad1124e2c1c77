import { curveImplementation, curveOfPoint } from './cv-curve.ts';

const SIGNATURE_BYTES = 64;

/**
 * Whether `publicKey` (uncompressed point, 65 bytes) signed the message: ECDSA with SHA-256, plain r ‖ s of 64 bytes, on
 * the curve that the key lies on. s may be high: TR-03111 §4.2.1 knows no low form. False, never an error, for a
 * signature or key that is none.
 */
export function verifyPlainEcdsa(input: {
  readonly message: Uint8Array;
  readonly signature: Uint8Array;
  readonly publicKey: Uint8Array;
}): boolean {
  const { message, signature, publicKey } = input;
  const curve = curveOfPoint(publicKey);
  if (curve === undefined || signature.length !== SIGNATURE_BYTES) return false;
  return curveImplementation(curve).verify(signature, message, publicKey, { lowS: false, prehash: true });
}
