import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { fromHex, toHex } from '@residence-permit/shared/bytes';
import { expect, test } from 'vitest';
import { describeVectors } from './load-vectors.ts';

const MAX_OUTPUT_BYTES = 255 * 32;

describeVectors('wycheproof/hkdf_sha256_test.json', ({ testGroups }) => {
  test('the HKDF of the hash library, which no protocol of this product uses so far, makes the published keys', () => {
    for (const { tests } of testGroups) {
      for (const { tcId, comment, ikm, salt, info, size, okm, result } of tests) {
        const derive = () => hkdf(sha256, fromHex(ikm), fromHex(salt), fromHex(info), size);
        if (size > MAX_OUTPUT_BYTES) {
          expect(derive, `test ${tcId}: ${comment}`).toThrow();
          expect(result).toBe('invalid');
        } else {
          expect(toHex(derive()), `test ${tcId}: ${comment}`).toBe(okm);
        }
      }
    }
  });
});
