import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { keyIdOf, nobleEd25519Signer } from './index.ts';

test('is the first 8 bytes of SHA-256 over the raw key', () => {
  const { publicKey } = nobleEd25519Signer(new Uint8Array(32).fill(7));
  expect(keyIdOf(publicKey)).toEqual(new Uint8Array(createHash('sha256').update(publicKey).digest()).slice(0, 8));
});
