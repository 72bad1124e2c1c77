import { Point } from '@noble/ed25519';
import { DecodeError } from '../errors/index.ts';

declare const ed25519PublicKey: unique symbol;

/**
 * 32 bytes (RFC 8032 §5.1.5) that are the one encoding of a point of prime order. Minted only by
 * `importEd25519PublicKey`, so an engine need not check the key again.
 */
export type Ed25519PublicKey = Uint8Array & { readonly [ed25519PublicKey]: true };

export const ED25519_PUBLIC_KEY_BYTES = 32;

/**
 * A copy of `bytes` as a public key. Refuses what RFC 8032 §5.1.3 does not decode (y of p or more, no such point) and,
 * departing from it, points of small or mixed order: under a small-order key one signature verifies for any message in
 * node:crypto and WebCrypto, and under a mixed-order key engines with and without the cofactor disagree.
 * Costs one scalar multiplication: import once, when trust is loaded.
 * @throws DecodeError COSE_KEY_BAD
 */
export function importEd25519PublicKey(bytes: Uint8Array): Ed25519PublicKey {
  if (bytes.length !== ED25519_PUBLIC_KEY_BYTES) throw new DecodeError('COSE_KEY_BAD', 0, 'want 32 bytes');
  const point = decodePoint(bytes);
  if (point === undefined) throw new DecodeError('COSE_KEY_BAD', 0, 'not a point in canonical form');
  if (point.isSmallOrder()) throw new DecodeError('COSE_KEY_BAD', 0, 'small order');
  if (!point.isTorsionFree()) throw new DecodeError('COSE_KEY_BAD', 0, 'mixed order');
  return new Uint8Array(bytes) as Ed25519PublicKey;
}

/** @noble/ed25519 throws a plain Error for bytes that are no point; here that is an answer. */
function decodePoint(bytes: Uint8Array): Point | undefined {
  try {
    return Point.fromBytes(bytes, false);
  } catch {
    return undefined;
  }
}
