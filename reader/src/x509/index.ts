export type { Certificate, KeyUsages } from './certificate.ts';
export { type ChainRefusal, type ChainSigner, type ChainVerifier, makeChainVerifier } from './chain-verifier.ts';
export { decodeCertificate } from './decode-certificate.ts';
