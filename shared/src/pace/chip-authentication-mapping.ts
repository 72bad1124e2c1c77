import { cbc, ecb } from '@noble/ciphers/aes.js';
import { bigIntToBytes, bytesToBigInt } from '../bytes/index.ts';
import { DecodeError } from '../errors/index.ts';
import { pad, unpad } from '../secure-messaging/index.ts';
import type { KeyAgreement } from './key-agreement.ts';
import { curveOf, decodePoint, FIELD_BYTES, type PaceCurve } from './pace-curve.ts';
import { scalarOf } from './scalar.ts';

/** Card profile 1 §1: the static key is on P-256, as the mapping is. */
const PROFILE_CURVE: PaceCurve = 'P-256';

/**
 * Chip-authentication data CA_IC = SK_static⁻¹ · SK_mapping mod n, 32 bytes. Only the holder of the static key can make
 * it for a mapping key it chose. ICAO Doc 9303-11 §4.4.3.3.3
 */
export function camData({
  staticSecret,
  mappingSecret,
}: {
  readonly staticSecret: Uint8Array;
  readonly mappingSecret: Uint8Array;
}): Uint8Array {
  const { Fn } = curveOf(PROFILE_CURVE).Point;
  const inverse = Fn.inv(scalarOf(PROFILE_CURVE, staticSecret));
  return bigIntToBytes(Fn.mul(inverse, scalarOf(PROFILE_CURVE, mappingSecret)), FIELD_BYTES);
}

/** The data as it travels: AES-CBC under KSenc with IV E(KSenc, FF…FF), padded; 48 bytes. ICAO Doc 9303-11 §4.4.3.5 */
export function sealCamData(encKey: Uint8Array, caIc: Uint8Array): Uint8Array {
  return cbc(encKey, camIv(encKey), { disablePadding: true }).encrypt(pad(caIc));
}

/** @throws DecodeError PACE_MALFORMED unless it holds 32 padded bytes */
export function openCamData(encKey: Uint8Array, sealed: Uint8Array): Uint8Array {
  if (sealed.length !== 48) throw new DecodeError('PACE_MALFORMED', 0, 'chip-authentication data: length');
  const padded = cbc(encKey, camIv(encKey), { disablePadding: true }).decrypt(sealed);
  try {
    const caIc = unpad(padded);
    if (caIc.length === FIELD_BYTES) return caIc;
  } catch {
    // Told below with the code of this format.
  }
  throw new DecodeError('PACE_MALFORMED', 0, 'chip-authentication data: padding');
}

/**
 * Whether the chip holds the static key: CA_IC · PK_static = PK_mapping, compared as whole points. False, never an
 * error, for data or points that are not what they should be. ICAO Doc 9303-11 §4.4.3.3.3
 */
export function verifyCam({
  caIc,
  staticPublicKey,
  mappingPublicKey,
  agreement,
  curve = PROFILE_CURVE,
}: {
  readonly caIc: Uint8Array;
  readonly staticPublicKey: Uint8Array;
  readonly mappingPublicKey: Uint8Array;
  readonly agreement?: KeyAgreement;
  /** Other documents than ours use other curves; `agreement` serves P-256 alone. */
  readonly curve?: PaceCurve;
}): boolean {
  const factor = caIc.length === FIELD_BYTES ? bytesToBigInt(caIc) : 0n;
  if (factor === 0n || factor >= curveOf(curve).Point.Fn.ORDER) return false;
  try {
    const staticPoint = decodePoint(curve, staticPublicKey);
    // Both ends of this session know the factor, and it is worth nothing afterwards: variable time will do.
    const product =
      agreement === undefined
        ? staticPoint.multiplyUnsafe(factor)
        : decodePoint(curve, agreement.multiply(caIc, staticPublicKey));
    return product.equals(decodePoint(curve, mappingPublicKey));
  } catch (cause) {
    if (cause instanceof DecodeError) return false;
    throw cause;
  }
}

function camIv(encKey: Uint8Array): Uint8Array {
  return ecb(encKey, { disablePadding: true }).encrypt(new Uint8Array(16).fill(0xff));
}
