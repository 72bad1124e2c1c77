import { bigIntToBytes, bytesToBigInt, concatBytes } from '../bytes/index.ts';
import { curveOf, decodePoint, encodePoint, FIELD_BYTES } from './pace-curve.ts';
import { scalarOf } from './scalar.ts';

/** Diffie-Hellman on P-256: the x-coordinate of secret · peer, 32 bytes, leading zeros kept. */
type AgreeX = (secret: Uint8Array, peer: Uint8Array) => Uint8Array;

const CURVE = 'P-256';
/** SEC 1 §2.3.3: a compressed point with an even y-coordinate. */
const COMPRESSED_EVEN = 0x02;

/**
 * Whole multiples of points from a platform's Diffie-Hellman, which gives x-coordinates alone. x(k · P) leaves two
 * candidates, Q and −Q; x((k + 1) · P) is that of Q + P or of −Q + P, and these differ, for neither point has order two.
 */
export function multiplyByX(agreeX: AgreeX): (secret: Uint8Array, point: Uint8Array) => Uint8Array {
  return (secret, pointBytes) => {
    const { Point } = curveOf(CURVE);
    const point = decodePoint(CURVE, pointBytes);
    const scalar = scalarOf(CURVE, secret);
    if (scalar === Point.Fn.ORDER - 1n) return encodePoint(point.negate());
    const x = agreeX(secret, pointBytes);
    const nextX = agreeX(bigIntToBytes(scalar + 1n, FIELD_BYTES), pointBytes);
    const candidate = Point.fromBytes(concatBytes(Uint8Array.of(COMPRESSED_EVEN), x));
    const next = candidate.add(point);
    const isRight = !next.is0() && next.x === bytesToBigInt(nextX);
    return encodePoint(isRight ? candidate : candidate.negate());
  };
}
