import { curveOf, decodePoint, encodePoint, FIELD_BYTES, type PaceCurve } from './pace-curve.ts';
import { scalarOf } from './scalar.ts';

/**
 * The operations on P-256 that a platform may do faster than this library. Secrets are 32 bytes, 1 to n − 1; points 65;
 * `agree` gives the x-coordinate of secret · peer, 32 bytes, leading zeros kept, and `multiply` the whole point.
 * @throws DecodeError PACE_MALFORMED for a point that is not on the curve
 */
export type KeyAgreement = {
  publicKey(secret: Uint8Array): Uint8Array;
  agree(secret: Uint8Array, peer: Uint8Array): Uint8Array;
  multiply(secret: Uint8Array, point: Uint8Array): Uint8Array;
};

/** The public key of a secret, on the curve's generator or on a mapped one (65 bytes). Returns 65 bytes. */
export function derivePublic(curve: PaceCurve, secret: Uint8Array, generator?: Uint8Array): Uint8Array {
  const base = generator === undefined ? curveOf(curve).Point.BASE : decodePoint(curve, generator);
  return encodePoint(base.multiply(scalarOf(curve, secret)));
}

/** Diffie-Hellman: the x-coordinate of secret · peer, 32 bytes, leading zeros kept. @throws DecodeError PACE_MALFORMED */
export function agree(curve: PaceCurve, secret: Uint8Array, peer: Uint8Array): Uint8Array {
  return derivePublic(curve, secret, peer).slice(1, 1 + FIELD_BYTES);
}

/** All operations by this library, on a curve; everywhere the default. */
export function portableKeyAgreement(curve: PaceCurve): KeyAgreement {
  return {
    publicKey: (secret) => derivePublic(curve, secret),
    agree: (secret, peer) => agree(curve, secret, peer),
    multiply: (secret, point) => derivePublic(curve, secret, point),
  };
}

export const nobleKeyAgreement: KeyAgreement = portableKeyAgreement('P-256');
