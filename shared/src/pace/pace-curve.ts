import { brainpoolP256r1 } from '@noble/curves/misc.js';
import { p256 } from '@noble/curves/nist.js';
import { DecodeError } from '../errors/index.ts';

/** The curves that this product knows for PACE. */
export const PACE_CURVES = ['P-256', 'brainpoolP256r1'] as const;
export type PaceCurve = (typeof PACE_CURVES)[number];

/** Standardised domain parameters. TR-03110-3 v2.21 §A.2.1.1, table 4 */
export const PARAMETER_ID = { 'P-256': 12, brainpoolP256r1: 13 } as const satisfies Record<PaceCurve, number>;

const CURVES = { 'P-256': p256, brainpoolP256r1 } as const;
/** Bytes of a field element and of a scalar, for both curves. */
export const FIELD_BYTES = 32;
const UNCOMPRESSED_BYTES = 1 + 2 * FIELD_BYTES;

export type CurvePoint = InstanceType<(typeof CURVES)[PaceCurve]['Point']>;

/** The curve of a parameter id, or none that this product knows. */
export function findCurve(parameterId: number): PaceCurve | undefined {
  if (parameterId === PARAMETER_ID['P-256']) return 'P-256';
  return parameterId === PARAMETER_ID.brainpoolP256r1 ? 'brainpoolP256r1' : undefined;
}

export function curveOf(curve: PaceCurve): (typeof CURVES)[PaceCurve] {
  return CURVES[curve];
}

/**
 * A point as it is transmitted: uncompressed, 65 bytes, on the curve and not at infinity.
 * @throws DecodeError PACE_MALFORMED
 */
export function decodePoint(curve: PaceCurve, bytes: Uint8Array): CurvePoint {
  if (bytes.length !== UNCOMPRESSED_BYTES || bytes[0] !== 0x04)
    throw new DecodeError('PACE_MALFORMED', 0, 'point form');
  try {
    return CURVES[curve].Point.fromBytes(bytes);
  } catch {
    throw new DecodeError('PACE_MALFORMED', 0, 'point not on the curve');
  }
}

/** Uncompressed, 65 bytes: 04 ‖ x ‖ y, leading zeros kept. */
export function encodePoint(point: CurvePoint): Uint8Array {
  return point.toBytes(false);
}
