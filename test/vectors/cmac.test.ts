import { cmac } from '@noble/ciphers/aes.js';
import { fromHex, toHex } from '@residence-permit/shared/bytes';
import { expect, test } from 'vitest';
import { describeVectors } from './load-vectors.ts';

const message =
  '6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e5130c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710';

test.each([
  [0, 'bb1d6929e95937287fa37d129b756746'],
  [16, '070a16b46b4d4144f79bdd9dd04a287c'],
  [40, 'dfa66747de9ae63030ca32611497c827'],
  [64, '51f0bebf7e3b9d92fc49741779363cfe'],
])('AES-CMAC of %i bytes is that of RFC 4493 §4', (length, tag) => {
  const key = fromHex('2b7e151628aed2a6abf7158809cf4f3c');
  expect(toHex(cmac(fromHex(message).subarray(0, length), key))).toBe(tag);
});

describeVectors('wycheproof/aes_cmac_test.json', ({ testGroups }) => {
  test('the CMAC that secure messaging stands on makes exactly the valid tags', () => {
    for (const { tagSize, tests } of testGroups) {
      for (const { tcId, comment, key, msg, tag, result } of tests) {
        expect(makesTag(fromHex(key), fromHex(msg), tag, tagSize / 8), `test ${tcId}: ${comment}`).toBe(
          result === 'valid',
        );
      }
    }
  });
});

function makesTag(key: Uint8Array, message: Uint8Array, tag: string, length: number): boolean {
  if (![16, 24, 32].includes(key.length)) {
    expect(() => cmac(message, key)).toThrow();
    return false;
  }
  return toHex(cmac(message, key).subarray(0, length)) === tag;
}
