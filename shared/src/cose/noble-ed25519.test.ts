import { getPublicKey, hash, Point, verify } from '@noble/ed25519';
import { expect, test } from 'vitest';
import { concatBytes, toHex } from '../bytes/index.ts';
import { importEd25519PublicKey, nobleEd25519, nobleEd25519Signer } from './index.ts';

const signer = nobleEd25519Signer(new Uint8Array(32).fill(7));
const message = Uint8Array.of(1, 2, 3);

test('accepts what it signed and refuses every single-bit change of signature and message', async () => {
  const signature = await signer.sign(message);
  expect(nobleEd25519.verify(signature, message, signer.publicKey)).toBe(true);
  for (const bit of [0, 7, 130, 254, 255, 256, 383, 511]) {
    expect(nobleEd25519.verify(flip(signature, bit), message, signer.publicKey), `bit ${bit}`).toBe(false);
  }
  for (let bit = 0; bit < 24; bit++) {
    expect(nobleEd25519.verify(signature, flip(message, bit), signer.publicKey), `bit ${bit}`).toBe(false);
  }
});

test.each([0, 63, 65, 114])('a signature of %d bytes is not one', (length) => {
  expect(nobleEd25519.verify(new Uint8Array(length), message, signer.publicKey)).toBe(false);
});

test('a seed of another length is the caller’s bug', () => {
  expect(() => nobleEd25519Signer(new Uint8Array(64))).toThrow(RangeError);
});

function flip(bytes: Uint8Array, bit: number): Uint8Array {
  const copy = bytes.slice();
  copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return copy;
}

test('refuses an R with a part of small order, which the equation with the cofactor would accept', () => {
  const seed = new Uint8Array(32).fill(7);
  const publicKey = importEd25519PublicKey(getPublicKey(seed));
  const message = Uint8Array.of(1, 2, 3);
  const signature = signWithMixedR(seed, publicKey, message);
  expect(verify(signature, message, publicKey, { zip215: false })).toBe(true);
  expect(nobleEd25519.verify(signature, message, publicKey)).toBe(false);
  expect([toHex(publicKey), toHex(signature)]).toEqual([
    'ea4a6c63e29c520abef5507b132ec5f9954776aebebe7b92421eea691446d22c',
    '40a4cf5c611d737a2f1c6fcca84d9cabfed80987f186a5a6c57e629bff1af27f467e04a378a3e6800bf1c61d84dfcaa33b35a753577bc7f6ba4c2b7b3582fc07',
  ]);
});

/** S = r + k·a over R = r·B + T with T of order 8: only the holder of the key can make it. */
function signWithMixedR(seed: Uint8Array, publicKey: Uint8Array, message: Uint8Array): Uint8Array {
  const order = Point.CURVE().n;
  const secret = hash(seed).slice(0, 32);
  secret[0] = (secret[0] ?? 0) & 0xf8;
  secret[31] = ((secret[31] ?? 0) & 0x7f) | 0x40;
  const torsion = Point.fromHex('c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a', false);
  const r = 12_345n;
  const rBytes = Point.BASE.multiply(r).add(torsion).toBytes();
  const k = littleEndian(hash(concatBytes(rBytes, publicKey, message))) % order;
  let s = (r + k * littleEndian(secret)) % order;
  const sBytes = Uint8Array.from({ length: 32 }, () => {
    const byte = Number(s & 0xffn);
    s >>= 8n;
    return byte;
  });
  return concatBytes(rBytes, sBytes);
}

function littleEndian(bytes: Uint8Array): bigint {
  return bytes.reduceRight((value, byte) => value * 256n + BigInt(byte), 0n);
}
