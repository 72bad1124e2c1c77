import type { CborLimits } from '../cbor/index.ts';
import {
  decodeSign1,
  type Ed25519Signer,
  HEADER,
  KEY_ID_BYTES,
  keyIdOf,
  type Sign1,
  signSign1,
} from '../cose/index.ts';
import { DecodeError } from '../errors/index.ts';

/**
 * First member of every payload of this product that is not an ISO or IETF format: says what was signed, so that no
 * signed record can be passed off as another kind.
 */
export const PAYLOAD_TYPE = {
  ENDORSEMENT: 1,
  ENTITLEMENT: 2,
  ROOT: 3,
  BUNDLE: 4,
  RECEIPT_KEY: 5,
  VERIFICATION_RECEIPT: 6,
  STATUS_DELTA: 7,
} as const;
/** Its map key. */
export const KEY_PAYLOAD_TYPE = 0;

/** A signed record whose signer is named by key id. */
export type KeyedSign1 = { readonly sign1: Sign1; readonly keyId: Uint8Array };

/** Signs a payload: protected {alg, kid}, unprotected empty. */
export function signKeyedSign1(payloadBytes: Uint8Array, signer: Ed25519Signer): Promise<Uint8Array> {
  const protectedHeader = new Map([[HEADER.KID, keyIdOf(signer.publicKey)]]);
  return signSign1({ protectedHeader, payloadBytes, signer });
}

/** A COSE_Sign1 with exactly {alg, kid} protected. @throws DecodeError a CBOR code or COSE_* */
export function decodeKeyedSign1(bytes: Uint8Array, limits: CborLimits): KeyedSign1 {
  const sign1 = decodeSign1(bytes, limits);
  const keyId = sign1.protectedHeader.get(HEADER.KID);
  if (sign1.protectedHeader.size !== 2 || !(keyId instanceof Uint8Array) || keyId.length !== KEY_ID_BYTES) {
    throw new DecodeError('COSE_HEADER_NOT_ALLOWED', 0, 'want alg and kid of 8 bytes');
  }
  return { sign1, keyId };
}
