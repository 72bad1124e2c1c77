import { bigIntToBytes, concatBytes, equalBytes } from '../bytes/index.ts';
import { DecodeError } from '../errors/index.ts';
import { OID_TA_ECDSA_SHA_256 } from '../terminal-auth/index.ts';
import { decodeTlvSequence, encodeTlv } from '../tlv/index.ts';
import { DO_PUBLIC_KEY } from './cv-certificate.ts';
import { type CvCurve, curveImplementation, curveOfPoint } from './cv-curve.ts';

const DO_OBJECT_IDENTIFIER = 0x06;
/** Elliptic-curve public keys. TR-03110-3 v2.21 §D.3.3: p, a, b, base point, order, public point, cofactor. */
const DO = { prime: 0x81, a: 0x82, b: 0x83, base: 0x84, order: 0x85, point: 0x86, cofactor: 0x87 } as const;

const FIELD_BYTES = 32;
const UNCOMPRESSED = 0x04;

/**
 * The 7F49 object: algorithm, domain parameters in the certificate of a CVCA only, public point. TR-03110-3 v2.21 §D.3.3
 * @throws RangeError for a point on no known curve
 */
export function encodePublicKeyObject(
  point: Uint8Array,
  parameters: 'with-parameters' | 'without-parameters',
): Uint8Array {
  const curve = curveOfPoint(point);
  if (curve === undefined) throw new RangeError('publicKey: want an uncompressed point of P-256 or brainpoolP256r1');
  return encodeTlv(DO_PUBLIC_KEY, content(point, parameters === 'with-parameters' ? curve : undefined));
}

/**
 * The public point of a 7F49 object, on its curve. `value` is the content of the object. Domain parameters, where there
 * are any, must be exactly those of the curve that the point lies on.
 * @throws DecodeError TLV_*, CVC_MALFORMED
 */
export function decodePublicKeyObject(value: Uint8Array): Uint8Array {
  const objects = decodeTlvSequence(value);
  const point = objects.find(({ tag }) => tag === DO.point)?.value.slice() ?? new Uint8Array(0);
  const curve = curveOfPoint(point);
  if (curve === undefined) throw new DecodeError('CVC_MALFORMED', 0, 'public point on no known curve');
  if (!equalBytes(value, content(point, objects.length > 2 ? curve : undefined))) {
    throw new DecodeError('CVC_MALFORMED', 0, 'algorithm or domain parameters');
  }
  return point;
}

function content(point: Uint8Array, parametersOf: CvCurve | undefined): Uint8Array {
  const algorithm = encodeTlv(DO_OBJECT_IDENTIFIER, OID_TA_ECDSA_SHA_256);
  const publicPoint = encodeTlv(DO.point, point);
  if (parametersOf === undefined) return concatBytes(algorithm, publicPoint);
  const { p, a, b, n, Gx, Gy, h } = curveImplementation(parametersOf).Point.CURVE();
  return concatBytes(
    algorithm,
    encodeTlv(DO.prime, field(p)),
    encodeTlv(DO.a, field(a)),
    encodeTlv(DO.b, field(b)),
    encodeTlv(DO.base, concatBytes(Uint8Array.of(UNCOMPRESSED), field(Gx), field(Gy))),
    encodeTlv(DO.order, field(n)),
    publicPoint,
    encodeTlv(DO.cofactor, bigIntToBytes(h, 1)),
  );
}

function field(value: bigint): Uint8Array {
  return bigIntToBytes(value, FIELD_BYTES);
}
