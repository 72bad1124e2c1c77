import { bigIntToBytes, bytesToBigInt } from '../bytes/index.ts';
import { curveOf, FIELD_BYTES, type PaceCurve } from './pace-curve.ts';

const RANDOM_BYTES = 48;

/**
 * A private scalar from 48 random bytes, reduced modulo n − 1 and raised by one; 128 surplus bits leave no bias to find.
 * FIPS 186-5 §A.2.1
 * @returns 32 bytes, 1 to n − 1
 */
export function scalarFromRandom(curve: PaceCurve, random: Uint8Array): Uint8Array {
  if (random.length !== RANDOM_BYTES) throw new RangeError(`random: want ${RANDOM_BYTES} bytes, got ${random.length}`);
  const order = curveOf(curve).Point.Fn.ORDER;
  return bigIntToBytes((bytesToBigInt(random) % (order - 1n)) + 1n, FIELD_BYTES);
}

/** @throws RangeError unless the 32 bytes are 1 to n − 1 */
export function scalarOf(curve: PaceCurve, secret: Uint8Array): bigint {
  const scalar = bytesToBigInt(secret);
  if (secret.length !== FIELD_BYTES || scalar === 0n || scalar >= curveOf(curve).Point.Fn.ORDER) {
    throw new RangeError('secret: want 32 bytes, 1 to n - 1');
  }
  return scalar;
}
