import type { CvCertificate } from './cv-certificate.ts';
import { verifyPlainEcdsa } from './verify-plain-ecdsa.ts';

/**
 * Whether `issuerKey` (uncompressed point, 65 bytes) signed the certificate, over the body as received. Says nothing of
 * dates, roles, rights or references. TR-03110-3 v2.21 §C.1.8
 */
export function verifyCvCertificate(input: {
  readonly certificate: Pick<CvCertificate, 'bodyBytes' | 'signature'>;
  readonly issuerKey: Uint8Array;
}): boolean {
  const { bodyBytes, signature } = input.certificate;
  return verifyPlainEcdsa({ message: bodyBytes, signature, publicKey: input.issuerKey });
}
