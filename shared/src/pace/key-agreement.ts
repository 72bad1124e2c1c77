import { curveOf, decodePoint, encodePoint, type PaceCurve } from './pace-curve.ts';
import { scalarOf } from './scalar.ts';

/**
 * The two operations on P-256's own generator that a platform may do faster than this library. Secrets are 32 bytes,
 * points 65; `agree` gives the x-coordinate, 32 bytes, leading zeros kept.
 * @throws DecodeError PACE_MALFORMED for a peer that is no point of the curve
 */
export type KeyAgreement = {
  publicKey(secret: Uint8Array): Uint8Array;
  agree(secret: Uint8Array, peer: Uint8Array): Uint8Array;
};

/** The public key of a secret, on the curve's generator or on a mapped one (65 bytes). Returns 65 bytes. */
export function derivePublic(curve: PaceCurve, secret: Uint8Array, generator?: Uint8Array): Uint8Array {
  const base = generator === undefined ? curveOf(curve).Point.BASE : decodePoint(curve, generator);
  return encodePoint(base.multiply(scalarOf(curve, secret)));
}

/** Diffie-Hellman: the x-coordinate of secret · peer, 32 bytes, leading zeros kept. @throws DecodeError PACE_MALFORMED */
export function agree(curve: PaceCurve, secret: Uint8Array, peer: Uint8Array): Uint8Array {
  return encodePoint(decodePoint(curve, peer).multiply(scalarOf(curve, secret))).slice(1, 33);
}

/** Both operations by this library, everywhere. */
export const nobleKeyAgreement: KeyAgreement = {
  publicKey: (secret) => derivePublic('P-256', secret),
  agree: (secret, peer) => agree('P-256', secret, peer),
};
