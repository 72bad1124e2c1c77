import { brainpoolP256r1 } from '@noble/curves/misc.js';
import { p256 } from '@noble/curves/nist.js';

/** The curves of 256 bits that the CV certificates of this profile and of its peers use. */
const CURVES = { 'P-256': p256, brainpoolP256r1 } as const;

export type CvCurve = keyof typeof CURVES;

/** The curve that an uncompressed point (65 bytes) lies on, or none: a point of one of them is not on the other. */
export function curveOfPoint(point: Uint8Array): CvCurve | undefined {
  if (point.length !== 65 || point[0] !== 0x04) return undefined;
  return (['P-256', 'brainpoolP256r1'] as const).find((name) => isOn(name, point));
}

function isOn(name: CvCurve, point: Uint8Array): boolean {
  try {
    CURVES[name].Point.fromBytes(point);
    return true;
  } catch {
    return false;
  }
}

export function curveImplementation(name: CvCurve): (typeof CURVES)[CvCurve] {
  return CURVES[name];
}
