import type { CvCertificate } from './cv-certificate.ts';
import { curveImplementation, curveOfPoint } from './cv-curve.ts';

/**
 * True if `issuerKey` (uncompressed point, 65 bytes) signed the certificate: ECDSA with SHA-256 over the received body,
 * on the curve that the key lies on. Says nothing of dates, roles or references.
 */
export function verifyCvCertificate(input: {
  readonly certificate: Pick<CvCertificate, 'bodyBytes' | 'signature'>;
  readonly issuerKey: Uint8Array;
}): boolean {
  const curve = curveOfPoint(input.issuerKey);
  if (curve === undefined) return false;
  const { bodyBytes, signature } = input.certificate;
  return curveImplementation(curve).verify(signature, bodyBytes, input.issuerKey, { lowS: false, prehash: true });
}
