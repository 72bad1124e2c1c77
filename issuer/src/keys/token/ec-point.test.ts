import { p256 } from '@noble/curves/nist.js';
import { concatBytes, fromHex } from '@residence-permit/shared/bytes';
import { nobleEd25519Signer } from '@residence-permit/shared/cose';
import { describe, expect, test } from 'vitest';
import { algorithmOf, decodeEcPoint } from './ec-point.ts';

const ed25519 = nobleEd25519Signer(new Uint8Array(32).fill(3)).publicKey;
const secret = new Uint8Array(32).fill(5);
const point = p256.getPublicKey(secret, false);

describe('CKA_EC_POINT', () => {
  test.each([
    ['ed25519', ed25519, fromHex('0420')],
    ['p256', point, fromHex('0441')],
  ] as const)('of %s is read bare and inside an OCTET STRING', (algorithm, publicKey, head) => {
    expect(decodeEcPoint(algorithm, publicKey)).toEqual(publicKey);
    expect(decodeEcPoint(algorithm, concatBytes(head, publicKey))).toEqual(publicKey);
  });

  test.each([
    ['a compressed point', 'p256', p256.getPublicKey(secret, true)],
    ['the point of another curve', 'p256', ed25519],
    ['a point cut short', 'p256', point.slice(0, 64)],
    ['a length that is not its own', 'ed25519', concatBytes(fromHex('0421'), ed25519)],
    ['nothing', 'ed25519', new Uint8Array()],
    ['a point of small order', 'ed25519', new Uint8Array(32)],
  ] as const)('is refused: %s', (_what, algorithm, bytes) => {
    expect(() => decodeEcPoint(algorithm, bytes)).toThrow(expect.objectContaining({ code: 'KEY_BAD' }));
  });
});

test('CKA_EC_PARAMS names a curve by its OID, Ed25519 by its name as well', () => {
  expect(algorithmOf(fromHex('06032b6570'))).toBe('ed25519');
  expect(algorithmOf(fromHex('130c656477617264733235353139'))).toBe('ed25519');
  expect(algorithmOf(fromHex('06082a8648ce3d030107'))).toBe('p256');
  expect(algorithmOf(fromHex('06052b81040022'))).toBeUndefined();
});
