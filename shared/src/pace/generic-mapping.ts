import { bytesToBigInt } from '../bytes/index.ts';
import { DecodeError } from '../errors/index.ts';
import { type KeyAgreement, portableKeyAgreement } from './key-agreement.ts';
import { decodePoint, encodePoint, FIELD_BYTES, type PaceCurve } from './pace-curve.ts';

const NONCE_BYTES = 16;

/**
 * Generic mapping: G' = s · G + H, H = secretKey · peerPoint. ICAO Doc 9303-11 §4.4.3.3.1; TR-03110-3 v2.21 §A.3.5.1
 * `nonce` is s, 16 bytes; `agreement`, for P-256 alone, does the multiplications where a platform is faster.
 * @returns the mapped generator, 65 bytes
 * @throws DecodeError PACE_MALFORMED where the peer's point is not on the curve or the result is at infinity
 */
export function mapGenerator(options: {
  readonly curve: PaceCurve;
  readonly nonce: Uint8Array;
  readonly secretKey: Uint8Array;
  readonly peerPoint: Uint8Array;
  readonly agreement?: KeyAgreement;
}): Uint8Array {
  const { curve, nonce, secretKey, peerPoint } = options;
  if (nonce.length !== NONCE_BYTES) throw new RangeError(`nonce: want ${NONCE_BYTES} bytes, got ${nonce.length}`);
  const agreement = options.agreement ?? portableKeyAgreement(curve);
  const shared = decodePoint(curve, agreement.multiply(secretKey, peerPoint));
  // A nonce is shorter than the order of either curve, so s needs no reduction.
  const s = new Uint8Array(FIELD_BYTES);
  s.set(nonce, FIELD_BYTES - NONCE_BYTES);
  const mapped = bytesToBigInt(nonce) === 0n ? shared : shared.add(decodePoint(curve, agreement.publicKey(s)));
  if (mapped.is0()) throw new DecodeError('PACE_MALFORMED', 0, 'mapped generator at infinity');
  return encodePoint(mapped);
}
