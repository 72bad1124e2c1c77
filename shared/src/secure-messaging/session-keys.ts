import { sha1 } from '@noble/hashes/legacy.js';
import { concatBytes, uint32Bytes } from '../bytes/index.ts';

/** The two AES-128 keys of a channel, 16 bytes each. */
export type SessionKeys = { readonly enc: Uint8Array; readonly mac: Uint8Array };

/** Counters of the key derivation function. TR-03110-3 v2.21 §A.2.3 */
export const KDF_COUNTER = { enc: 1, mac: 2, password: 3 } as const;

/**
 * KDF for AES-128: the first 16 bytes of SHA-1(secret ‖ [nonce] ‖ counter). TR-03110-3 v2.21 §A.2.3.2
 * @returns 16 bytes
 */
export function kdf(secret: Uint8Array, counter: number, nonce: Uint8Array = new Uint8Array(0)): Uint8Array {
  return sha1(concatBytes(secret, nonce, uint32Bytes(counter))).slice(0, 16);
}

/** Both keys of a channel from a shared secret: its x-coordinate at full field length, leading zeros kept. */
export function deriveKeys(sharedSecretX: Uint8Array, nonce?: Uint8Array): SessionKeys {
  return { enc: kdf(sharedSecretX, KDF_COUNTER.enc, nonce), mac: kdf(sharedSecretX, KDF_COUNTER.mac, nonce) };
}
