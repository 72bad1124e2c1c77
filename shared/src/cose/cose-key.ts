import { p256 } from '@noble/curves/nist.js';
import { bytesToBigInt, concatBytes } from '../bytes/index.ts';
import { type CborValue, readMap } from '../cbor/index.ts';
import { DecodeError } from '../errors/index.ts';
import type { Ed25519PublicKey } from './ed25519-public-key.ts';

// RFC 9052 §7.1 and RFC 9053 §7.1, §7.2: labels and values of COSE_Key.
const KEY = { KTY: 1, CRV: -1, X: -2, Y: -3 } as const;
const KTY_OKP = 1;
const KTY_EC2 = 2;
const CRV_P256 = 1;
const CRV_ED25519 = 6;

const P256 = p256.Point.CURVE();
const COORDINATE_BYTES = 32;
/** SEC 1 §2.3.3: an uncompressed point begins with 04. */
const UNCOMPRESSED = 0x04;

/**
 * A COSE_Key of kind EC2 with both coordinates in full. `point` is uncompressed: 04, x, y; 65 bytes.
 * @throws RangeError for another form
 */
export function encodeCoseKeyP256(point: Uint8Array): CborValue {
  if (point.length !== 1 + 2 * COORDINATE_BYTES || point[0] !== UNCOMPRESSED) {
    throw new RangeError('point: want 65 bytes that begin with 04');
  }
  const x = point.slice(1, 1 + COORDINATE_BYTES);
  const y = point.slice(1 + COORDINATE_BYTES);
  return new Map<number, CborValue>([
    [KEY.KTY, KTY_EC2],
    [KEY.CRV, CRV_P256],
    [KEY.X, x],
    [KEY.Y, y],
  ]);
}

/** The point of a COSE_Key with these four members and no other: 04, x, y, on the curve. @throws DecodeError COSE_KEY_BAD */
export function decodeCoseKeyP256(value: CborValue): Uint8Array {
  const key = readMap(value, 'COSE_KEY_BAD');
  if (key.uint(KEY.KTY) !== KTY_EC2 || key.uint(KEY.CRV) !== CRV_P256) {
    throw new DecodeError('COSE_KEY_BAD', 0, 'want EC2 with P-256');
  }
  const x = key.bytes(KEY.X, COORDINATE_BYTES);
  const y = key.bytes(KEY.Y, COORDINATE_BYTES);
  key.done();
  if (!isOnP256(x, y)) throw new DecodeError('COSE_KEY_BAD', 0, 'not on the curve');
  return concatBytes(Uint8Array.of(UNCOMPRESSED), x, y);
}

/** A COSE_Key of kind OKP. */
export function encodeCoseKeyEd25519(publicKey: Ed25519PublicKey): CborValue {
  return new Map<number, CborValue>([
    [KEY.KTY, KTY_OKP],
    [KEY.CRV, CRV_ED25519],
    [KEY.X, new Uint8Array(publicKey)],
  ]);
}

/** SEC 1 §3.2.2.1: both coordinates below p, and y² = x³ + ax + b. The cofactor is 1, so no more is to be checked. */
function isOnP256(xBytes: Uint8Array, yBytes: Uint8Array): boolean {
  const { p, a, b } = P256;
  const x = bytesToBigInt(xBytes);
  const y = bytesToBigInt(yBytes);
  return x < p && y < p && (y * y - (x * x * x + a * x + b)) % p === 0n;
}
