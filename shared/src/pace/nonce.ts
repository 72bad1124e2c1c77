import { ecb } from '@noble/ciphers/aes.js';
import { KDF_COUNTER, kdf } from '../secure-messaging/index.ts';

const NONCE_BYTES = 16;

/**
 * K_π: the key that a password gives, 16 bytes. `secret` is f(π): the ASCII characters of CAN, PIN or PUK, or the SHA-1
 * of the machine-readable zone. TR-03110-3 v2.21 §A.2.3.2, §B.11.1
 */
export function passwordKey(secret: Uint8Array): Uint8Array {
  return kdf(secret, KDF_COUNTER.password);
}

/** The nonce as the chip sends it: AES-CBC under K_π with IV 0, which for its single block is plain AES. TR-03110-3 v2.21 §A.3.3 */
export function encryptNonce(key: Uint8Array, nonce: Uint8Array): Uint8Array {
  return ecb(key, { disablePadding: true }).encrypt(oneBlock(nonce));
}

export function decryptNonce(key: Uint8Array, encryptedNonce: Uint8Array): Uint8Array {
  return ecb(key, { disablePadding: true }).decrypt(oneBlock(encryptedNonce));
}

function oneBlock(bytes: Uint8Array): Uint8Array {
  if (bytes.length !== NONCE_BYTES) throw new RangeError(`nonce: want ${NONCE_BYTES} bytes, got ${bytes.length}`);
  return bytes;
}
