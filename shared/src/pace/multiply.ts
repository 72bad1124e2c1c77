import { bigIntToBytes, bytesToBigInt, concatBytes } from '../bytes/index.ts';
import type { P256Engine } from './p256-engine.ts';
import { type CurvePoint, curveOf, encodePoint, FIELD_BYTES, type PaceCurve } from './pace-curve.ts';

/** SEC 1 §2.3.3: a compressed point with an even y-coordinate. */
const COMPRESSED_EVEN = 0x02;

/** What to multiply; `scalar` is 1 to n − 1. An engine serves P-256 alone. */
export type Multiplication = {
  readonly curve: PaceCurve;
  readonly scalar: bigint;
  readonly point: CurvePoint;
  readonly engine: P256Engine | undefined;
};

/** scalar · point; without an engine in constant time as far as JavaScript's integers allow it. */
export function multiply({ curve, scalar, point, engine }: Multiplication): CurvePoint {
  if (engine === undefined || curve !== 'P-256') return point.multiply(scalar);
  return multiplyByX(engine, scalar, point);
}

/** The x-coordinate of scalar · point, 32 bytes. */
export function multiplyX({ curve, scalar, point, engine }: Multiplication): Uint8Array {
  if (engine === undefined || curve !== 'P-256') return encodePoint(point.multiply(scalar)).slice(1, 1 + FIELD_BYTES);
  return engine.multiplyX(bigIntToBytes(scalar, FIELD_BYTES), encodePoint(point));
}

/**
 * The whole point from two x-coordinates. x(k · P) leaves two candidates, Q and −Q; x((k + 1) · P) is that of Q + P or
 * of −Q + P, and these differ, for neither point has order two.
 */
function multiplyByX(engine: P256Engine, scalar: bigint, point: CurvePoint): CurvePoint {
  const { Point } = curveOf('P-256');
  if (scalar === Point.Fn.ORDER - 1n) return point.negate();
  const pointBytes = encodePoint(point);
  const x = engine.multiplyX(bigIntToBytes(scalar, FIELD_BYTES), pointBytes);
  const nextX = engine.multiplyX(bigIntToBytes(scalar + 1n, FIELD_BYTES), pointBytes);
  const candidate = Point.fromBytes(concatBytes(Uint8Array.of(COMPRESSED_EVEN), x));
  const next = candidate.add(point);
  const isRight = !next.is0() && next.x === bytesToBigInt(nextX);
  return isRight ? candidate : candidate.negate();
}
