import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { equalBytes } from './index.ts';

test('a copy is equal and every single-bit change of it is not', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 64 }), fc.nat(), (bytes, seed) => {
      const copy = bytes.slice();
      expect(equalBytes(bytes, copy)).toBe(true);
      const bit = seed % (8 * bytes.length);
      copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(equalBytes(bytes, copy)).toBe(false);
    }),
  );
});

test('a prefix is not equal', () => {
  expect(equalBytes(Uint8Array.of(1, 2), Uint8Array.of(1))).toBe(false);
  expect(equalBytes(new Uint8Array(0), Uint8Array.of(0))).toBe(false);
});
