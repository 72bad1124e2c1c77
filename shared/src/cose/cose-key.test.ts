import { expect, test } from 'vitest';
import { fromHex, toHex } from '../bytes/index.ts';
import { type CborMap, encodeCbor } from '../cbor/index.ts';
import { decodeCoseKeyP256, encodeCoseKeyEd25519, encodeCoseKeyP256, nobleEd25519Signer } from './index.ts';

const badKey = expect.objectContaining({ code: 'COSE_KEY_BAD' });

// SEC 2 §2.4.2: the base point of secp256r1.
const x = fromHex('6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296');
const y = fromHex('4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5');
const point = Uint8Array.of(4, ...x, ...y);

const key = (members: readonly (readonly [number, number | Uint8Array | boolean])[]): CborMap => new Map(members);

test('a P-256 key has kty 2, crv 1 and both coordinates', () => {
  expect(toHex(encodeCbor(encodeCoseKeyP256(point)))).toBe(`a401022001215820${toHex(x)}225820${toHex(y)}`);
  expect(decodeCoseKeyP256(encodeCoseKeyP256(point))).toEqual(point);
});

test('a point in another form is the caller’s bug', () => {
  expect(() => encodeCoseKeyP256(Uint8Array.of(2, ...x))).toThrow(RangeError);
  expect(() => encodeCoseKeyP256(Uint8Array.of(6, ...x, ...y))).toThrow(RangeError);
});

const p = fromHex('ffffffff00000001000000000000000000000000ffffffffffffffffffffffff');
test.each<[string, CborMap]>([
  [
    'a point off the curve',
    key([
      [1, 2],
      [-1, 1],
      [-2, x],
      [-3, x],
    ]),
  ],
  [
    'the origin',
    key([
      [1, 2],
      [-1, 1],
      [-2, new Uint8Array(32)],
      [-3, new Uint8Array(32)],
    ]),
  ],
  [
    'a coordinate of p',
    key([
      [1, 2],
      [-1, 1],
      [-2, p],
      [-3, y],
    ]),
  ],
  [
    'a compressed point',
    key([
      [1, 2],
      [-1, 1],
      [-2, x],
      [-3, true],
    ]),
  ],
  [
    'a short coordinate',
    key([
      [1, 2],
      [-1, 1],
      [-2, x.slice(1)],
      [-3, y],
    ]),
  ],
  [
    'another curve',
    key([
      [1, 2],
      [-1, 2],
      [-2, x],
      [-3, y],
    ]),
  ],
  [
    'another kind',
    key([
      [1, 1],
      [-1, 1],
      [-2, x],
      [-3, y],
    ]),
  ],
  [
    'no y',
    key([
      [1, 2],
      [-1, 1],
      [-2, x],
    ]),
  ],
  [
    'a private key',
    key([
      [1, 2],
      [-1, 1],
      [-2, x],
      [-3, y],
      [-4, x],
    ]),
  ],
])('refuses %s', (_, value) => {
  expect(() => decodeCoseKeyP256(value)).toThrow(badKey);
});

test('refuses what is no map', () => {
  expect(() => decodeCoseKeyP256([1, 2])).toThrow(badKey);
});

test('an Ed25519 key has kty 1, crv 6 and x', () => {
  const { publicKey } = nobleEd25519Signer(new Uint8Array(32).fill(7));
  expect(toHex(encodeCbor(encodeCoseKeyEd25519(publicKey)))).toBe(`a301012006215820${toHex(publicKey)}`);
});
