import { sha256 } from '@noble/hashes/sha2.js';
import type { Ed25519PublicKey } from './ed25519-public-key.ts';

export const KEY_ID_BYTES = 8;

/** The name of a signer key: the first 8 bytes of SHA-256 over its 32 bytes. A hint for finding the key, no proof of it. */
export function keyIdOf(publicKey: Ed25519PublicKey): Uint8Array {
  return sha256(publicKey).slice(0, KEY_ID_BYTES);
}
