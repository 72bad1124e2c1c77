import type { ChipOperation } from '../card/cost-meter.ts';
import { type Price, perCall } from './price.ts';

/**
 * NXP JCOP4 J3R180 (P71), as JCAlgTest measured it (crocs-muni/JCAlgTest, Profiles/performance/fixed,
 * NXP_JCOP4_J3R180_P71, 2020-12-10; averages of 250 operations on 256 bytes). Rows are cited by their names there.
 *
 * An AES call costs 1.5 ms before its first block: CBC without padding takes 1.83 ms for 256 bytes, and the growth from 16
 * to 512 bytes, 1.80 to 2.39 ms, is that of the variable-length profile of the same chip (Profiles/performance/variable,
 * NXP_JCOP4_J3R180_SECID_P71, TYPE_AES LENGTH_AES_128 ALG_AES_CBC_ISO9797_M1 Cipher_doFinal).
 */
const AES_CALL_MS = 1.53;
const AES_BLOCK_MS = 0.019;

/** ALG_SHA MessageDigest_doFinal: the hash of 256 bytes that is inside the rows of ALG_ECDSA_SHA and is charged apart here. */
const SHA1_OF_256_BYTES_MS = 5.32;

const AGREEMENT_SETUP_MS = 8.04;
const AGREEMENT_MS = 20.0;

export const MODERN_CHIP: Readonly<Record<ChipOperation, Price>> = {
  'aes-init': perCall(6.09, 'JCAlgTest J3R180: TYPE_AES LENGTH_AES_128 ALG_AES_BLOCK_128_CBC_NOPAD Cipher_init'),
  'aes-block': {
    callMs: AES_CALL_MS,
    unitMs: AES_BLOCK_MS,
    unitSize: 1,
    source: 'JCAlgTest J3R180: ALG_AES_BLOCK_128_CBC_NOPAD Cipher_doFinal, 256 bytes 1.83; growth per block as above',
  },
  'sha-block': {
    callMs: 0,
    unitMs: 7.94 / 5,
    unitSize: 1,
    source: 'JCAlgTest J3R180: ALG_SHA_256 MessageDigest_doFinal, 256 bytes, which are five blocks with padding',
  },
  'ec-keygen': perCall(24.4, 'JCAlgTest J3R180: ALG_EC_FP LENGTH_EC_FP_256 KeyPair_genKeyPair'),
  'ecdh-setup': perCall(
    AGREEMENT_SETUP_MS,
    'JCAlgTest J3R180: ALG_EC_FP LENGTH_EC_FP_256 ALG_EC_SVDP_DH KeyAgreement_init',
  ),
  ecdh: perCall(AGREEMENT_MS, 'JCAlgTest J3R180: LENGTH_EC_FP_256 ALG_EC_SVDP_DH KeyAgreement_generateSecret'),
  'ec-point-mul': perCall(
    AGREEMENT_SETUP_MS + AGREEMENT_MS,
    'as one agreement with a fresh secret: the same multiplication of a given point',
  ),
  'ec-add': perCall(
    AES_CALL_MS + AGREEMENT_MS / 384,
    'derived: one call of the crypto engine, and one of the about 384 point operations of a multiplication',
  ),
  'ecdsa-setup': perCall(8.2, 'JCAlgTest J3R180: LENGTH_EC_FP_256 Signature_ALG_ECDSA_SHA Signature_init'),
  'ecdsa-sign': perCall(
    32.0 - SHA1_OF_256_BYTES_MS,
    'JCAlgTest J3R180: LENGTH_EC_FP_256 Signature_ALG_ECDSA_SHA Signature_sign, less its hash of 256 bytes',
  ),
  'ecdsa-verify': perCall(
    30.2 - SHA1_OF_256_BYTES_MS,
    'JCAlgTest J3R180: LENGTH_EC_FP_256 Signature_ALG_ECDSA_SHA Signature_verify, less its hash of 256 bytes',
  ),
  random: {
    callMs: 0.24,
    unitMs: (1.19 - 0.24) / 256,
    unitSize: 1,
    source:
      'JCAlgTest J3R180: ALG_SECURE_RANDOM RandomData_generateData, 256 bytes 1.19; the call as RandomData_setSeed',
  },
  'nonvolatile-write': { callMs: 0, unitMs: 5, unitSize: 256, source: 'assumed: 5 ms for each started 256 bytes' },
  delay: { callMs: 0, unitMs: 1, unitSize: 1, source: 'the wait itself' },
  command: perCall(0.5, 'assumed: dispatch of one command'),
};
