import { getPublicKey, Point } from '@noble/ed25519';
import { expect, test } from 'vitest';
import { bigIntToBytes, fromHex, toHex } from '../bytes/index.ts';
import { importEd25519PublicKey } from './index.ts';

const badKey = expect.objectContaining({ code: 'COSE_KEY_BAD' });

// The encodings of the eight points of small order, and the other encodings that a lax decoder takes for them.
const smallOrder = [
  '0100000000000000000000000000000000000000000000000000000000000000',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0000000000000000000000000000000000000000000000000000000000000080',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85',
  '0100000000000000000000000000000000000000000000000000000000000080',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
];

test.each(smallOrder)('refuses the small-order point %s', (hex) => {
  expect(() => importEd25519PublicKey(fromHex(hex))).toThrow(badKey);
});

test('refuses a good key with a point of small order added to it', () => {
  const key = Point.fromBytes(getPublicKey(new Uint8Array(32).fill(7)), false);
  for (const hex of smallOrder.slice(1, 8)) {
    const mixed = key.add(Point.fromBytes(fromHex(hex), false)).toBytes();
    expect(() => importEd25519PublicKey(mixed), toHex(mixed)).toThrow(badKey);
  }
});

test('refuses y of p or more, though y - p is on the curve', () => {
  const p = 2n ** 255n - 19n;
  for (let y = p; y < 2n ** 255n; y++) {
    expect(() => importEd25519PublicKey(bigIntToBytes(y, 32).toReversed())).toThrow(badKey);
  }
});

test('refuses 32 bytes that are no point', () => {
  expect(() => importEd25519PublicKey(bigIntToBytes(2n, 32).toReversed())).toThrow(badKey);
});

test.each([0, 31, 33, 64])('refuses %d bytes', (length) => {
  expect(() => importEd25519PublicKey(new Uint8Array(length).fill(1))).toThrow(badKey);
});

test('keeps a copy, so that changing the input changes no key', () => {
  const bytes = getPublicKey(new Uint8Array(32).fill(7));
  const key = importEd25519PublicKey(bytes);
  const before = toHex(key);
  bytes.fill(0);
  expect(toHex(key)).toBe(before);
});
