import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { nodeEd25519, nodeEd25519Signer } from './node-ed25519.ts';

const message = Uint8Array.of(1, 2, 3);

test('a seed and the PKCS#8 file of the same key are the same signer', async () => {
  const { privateKey } = generateKeyPairSync('ed25519');
  const pkcs8 = privateKey.export({ format: 'der', type: 'pkcs8' });
  const fromFile = nodeEd25519Signer(pkcs8);
  const fromSeed = nodeEd25519Signer(pkcs8.subarray(-32));
  expect(fromSeed.publicKey).toEqual(fromFile.publicKey);
  expect(await fromSeed.sign(message)).toEqual(await fromFile.sign(message));
});

test('accepts what it signed, under that key only', async () => {
  const signer = nodeEd25519Signer(new Uint8Array(32).fill(1));
  const other = nodeEd25519Signer(new Uint8Array(32).fill(2));
  const signature = await signer.sign(message);
  expect(nodeEd25519.verify(signature, message, signer.publicKey)).toBe(true);
  expect(nodeEd25519.verify(signature, message, other.publicKey)).toBe(false);
  expect(nodeEd25519.verify(signature, Uint8Array.of(1, 2), signer.publicKey)).toBe(false);
});

test.each([0, 63, 65, 114])('a signature of %d bytes is not one, and nothing is thrown', (length) => {
  const { publicKey } = nodeEd25519Signer(new Uint8Array(32).fill(1));
  expect(nodeEd25519.verify(new Uint8Array(length), message, publicKey)).toBe(false);
});

test.each([
  ['no key at all', new Uint8Array(48)],
  [
    'a P-256 key',
    generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'der', type: 'pkcs8' }),
  ],
  ['an Ed448 key', generateKeyPairSync('ed448').privateKey.export({ format: 'der', type: 'pkcs8' })],
])('refuses %s', (_, key) => {
  expect(() => nodeEd25519Signer(key)).toThrow(expect.objectContaining({ code: 'KEY_BAD' }));
});
