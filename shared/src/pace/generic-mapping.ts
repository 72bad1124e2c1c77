import { bytesToBigInt } from '../bytes/index.ts';
import { DecodeError } from '../errors/index.ts';
import { multiply } from './multiply.ts';
import type { P256Engine } from './p256-engine.ts';
import { curveOf, decodePoint, encodePoint, type PaceCurve } from './pace-curve.ts';
import { scalarOf } from './scalar.ts';

const NONCE_BYTES = 16;

/**
 * Generic mapping: G' = s · G + H, H = secretKey · peerPoint. ICAO Doc 9303-11 §4.4.3.3.1; TR-03110-3 v2.21 §A.3.5.1
 * `nonce` is s, 16 bytes. @returns the mapped generator, 65 bytes
 * @throws DecodeError PACE_MALFORMED where the peer's point is not on the curve or the result is at infinity
 */
export function mapGenerator(options: {
  readonly curve: PaceCurve;
  readonly nonce: Uint8Array;
  readonly secretKey: Uint8Array;
  readonly peerPoint: Uint8Array;
  readonly engine?: P256Engine;
}): Uint8Array {
  const { curve, nonce, secretKey, peerPoint, engine } = options;
  if (nonce.length !== NONCE_BYTES) throw new RangeError(`nonce: want ${NONCE_BYTES} bytes, got ${nonce.length}`);
  const { Point } = curveOf(curve);
  const point = decodePoint(curve, peerPoint);
  const shared = multiply({ curve, scalar: scalarOf(curve, secretKey), point, engine });
  const s = bytesToBigInt(nonce) % Point.Fn.ORDER;
  const mapped = s === 0n ? shared : shared.add(multiply({ curve, scalar: s, point: Point.BASE, engine }));
  if (mapped.is0()) throw new DecodeError('PACE_MALFORMED', 0, 'mapped generator at infinity');
  return encodePoint(mapped);
}
