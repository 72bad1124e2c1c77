import type { ChipOperation } from '../card/cost-meter.ts';
import { type Price, perCall } from './price.ts';

/**
 * NXP J2E145G (JCOP 2.4.2 R3), as JCAlgTest measured it (crocs-muni/JCAlgTest, Profiles/performance/fixed,
 * NXP_J2E145G ECCPERF, 2017-12-05). ECTester's figures for P-256 on cards of the 2010s, 123 to 266 ms an agreement
 * (neuromancer.sk/ECTester), hold it to be one of the faster of its age.
 *
 * That profile has no AES. Its operating system has (NXP_JCOP21_v2.4.2R3, the same answer to reset): 11.65 ms for 256 bytes
 * in CBC. How that divides into call and blocks is taken from the release before it (Profiles/performance/variable,
 * NXP_JCOP_J3D081_v2.4.2R2, ALG_AES_BLOCK_128_CBC_NOPAD with 192-bit keys): 5.84 ms for 16 bytes, 7.56 for 256, 9.36 for 512.
 */
const AES_256_BYTES_MS = 11.65;
const AES_BLOCK_MS = AES_256_BYTES_MS * ((9.36 - 5.84) / 31 / 7.56);
const AES_CALL_MS = AES_256_BYTES_MS - 16 * AES_BLOCK_MS;

const AGREEMENT_SETUP_MS = 21.4;
const AGREEMENT_MS = 131.5;

export const OLD_CHIP: Readonly<Record<ChipOperation, Price>> = {
  'aes-init': perCall(11.62, 'JCAlgTest JCOP21 v2.4.2R3: LENGTH_AES_128 ALG_AES_BLOCK_128_CBC_NOPAD Cipher_init'),
  'aes-block': {
    callMs: AES_CALL_MS,
    unitMs: AES_BLOCK_MS,
    unitSize: 1,
    source: 'JCAlgTest JCOP21 v2.4.2R3: ALG_AES_BLOCK_128_CBC_NOPAD Cipher_doFinal; divided as JCOP J3D081 v2.4.2R2',
  },
  'sha-block': {
    callMs: 0,
    unitMs: 21.56 / 5,
    unitSize: 1,
    source: 'JCAlgTest J2E145G: ALG_SHA_256 MessageDigest_doFinal, 256 bytes, which are five blocks with padding',
  },
  'ec-keygen': perCall(334.3, 'JCAlgTest J2E145G: ALG_EC_FP LENGTH_EC_FP_256 KeyPair_genKeyPair (285 to 432)'),
  'ecdh-setup': perCall(AGREEMENT_SETUP_MS, 'JCAlgTest J2E145G: LENGTH_EC_FP_256 ALG_EC_SVDP_DH KeyAgreement_init'),
  ecdh: perCall(AGREEMENT_MS, 'JCAlgTest J2E145G: LENGTH_EC_FP_256 ALG_EC_SVDP_DH KeyAgreement_generateSecret'),
  'ec-point-mul': perCall(
    AGREEMENT_SETUP_MS + AGREEMENT_MS,
    'as one agreement with a fresh secret: the same multiplication of a given point',
  ),
  'ec-add': perCall(
    AES_CALL_MS + AGREEMENT_MS / 384,
    'derived: one call of the crypto engine, and one of the about 384 point operations of a multiplication',
  ),
  'ecdsa-setup': perCall(9.69, 'JCAlgTest J2E145G: LENGTH_EC_FP_256 Signature_ALG_ECDSA_SHA Signature_init'),
  'ecdsa-sign': perCall(
    96.6,
    'JCAlgTest J2E145G: LENGTH_EC_FP_256 Signature_ALG_ECDSA_SHA Signature_sign, its hash left in',
  ),
  'ecdsa-verify': perCall(
    121.8,
    'JCAlgTest J2E145G: LENGTH_EC_FP_256 Signature_ALG_ECDSA_SHA Signature_verify, its hash left in',
  ),
  random: {
    callMs: 0.69,
    unitMs: (32.73 - 0.69) / 256,
    unitSize: 1,
    source:
      'JCAlgTest J2E145G: ALG_SECURE_RANDOM RandomData_generateData, 256 bytes 32.73; the call as RandomData_setSeed',
  },
  'nonvolatile-write': { callMs: 0, unitMs: 5, unitSize: 256, source: 'assumed: 5 ms for each started 256 bytes' },
  delay: { callMs: 0, unitMs: 1, unitSize: 1, source: 'the wait itself' },
  command: perCall(0.5, 'assumed: dispatch of one command'),
};
