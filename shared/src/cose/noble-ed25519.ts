import { getPublicKey, hashes, Point, sign, verify } from '@noble/ed25519';
import { sha512 } from '@noble/hashes/sha2.js';
import type { Ed25519Engine, Ed25519Signer } from './ed25519-engine.ts';
import { importEd25519PublicKey } from './ed25519-public-key.ts';

const SIGNATURE_BYTES = 64;

// @noble/ed25519 brings no hash of its own for its synchronous calls.
hashes.sha512 = sha512;

/**
 * The engine that runs everywhere, by @noble/ed25519 in its strict mode. That mode multiplies both sides by the
 * cofactor, so an R with a part of small order would pass here and fail in node:crypto; it is refused here too.
 */
export const nobleEd25519: Ed25519Engine = {
  verify(signature, message, publicKey) {
    if (signature.length !== SIGNATURE_BYTES) return false;
    if (!verify(signature, message, publicKey, { zip215: false })) return false;
    return Point.fromBytes(signature.subarray(0, 32), false).isTorsionFree();
  },
};

/** A signer over a seed in memory (RFC 8032 §5.1.5, 32 bytes), for browsers and tests. @throws RangeError for another length */
export function nobleEd25519Signer(seed: Uint8Array): Ed25519Signer {
  if (seed.length !== 32) throw new RangeError(`seed: want 32 bytes, got ${seed.length}`);
  const secret = new Uint8Array(seed);
  return {
    publicKey: importEd25519PublicKey(getPublicKey(secret)),
    sign: (message) => Promise.resolve(sign(message, secret)),
  };
}
