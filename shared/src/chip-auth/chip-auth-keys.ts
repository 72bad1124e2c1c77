import { authToken } from '../pace/index.ts';
import { deriveKeys, type SessionKeys } from '../secure-messaging/index.ts';
import { OID_CA_ECDH_AES_128 } from './oids.ts';

/** Bytes of r_PICC, the nonce that makes the keys of two runs differ. TR-03110-3 v2.21 §B.2 */
export const CHIP_AUTH_NONCE_BYTES = 8;

/** The keys of the channel that follows, and the token that shows that the chip has them. */
export type ChipAuthKeys = { readonly keys: SessionKeys; readonly token: Uint8Array };

/**
 * What both ends derive in chip authentication version 2: KSenc and KSmac from K and the chip's nonce, and T_PICC, the MAC
 * over the terminal's ephemeral key. TR-03110-3 v2.21 §A.2.3.2, §A.2.4, §B.2
 * `sharedSecretX` is K, the 32-byte x-coordinate of the agreement between the chip's static key and the terminal's ephemeral
 * one; `nonce` 8 bytes; `terminalKey` that ephemeral key, uncompressed, 65 bytes.
 * @returns two keys of 16 bytes, a token of 8
 */
export function chipAuthKeys(input: {
  readonly sharedSecretX: Uint8Array;
  readonly nonce: Uint8Array;
  readonly terminalKey: Uint8Array;
}): ChipAuthKeys {
  const { sharedSecretX, nonce, terminalKey } = input;
  if (nonce.length !== CHIP_AUTH_NONCE_BYTES) {
    throw new RangeError(`nonce: want ${CHIP_AUTH_NONCE_BYTES} bytes, got ${nonce.length}`);
  }
  const keys = deriveKeys(sharedSecretX, nonce);
  return { keys, token: authToken(keys.mac, OID_CA_ECDH_AES_128, terminalKey) };
}
