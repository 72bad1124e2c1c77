export type { CvCertificate, CvFields } from './cv-certificate.ts';
export { type CvCurve, curveOfPoint } from './cv-curve.ts';
export { decodeCvCertificate } from './decode-cv-certificate.ts';
export { encodeCvBody, signCvCertificate } from './encode-cv-certificate.ts';
export { isReference } from './reference.ts';
export { verifyCvCertificate } from './verify-cv-certificate.ts';
export { verifyPlainEcdsa } from './verify-plain-ecdsa.ts';
