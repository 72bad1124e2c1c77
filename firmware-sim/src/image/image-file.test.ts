import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeImage, encodeImage } from './image-file.ts';

const IMAGE_BAD = expect.objectContaining({ code: 'IMAGE_BAD' });

describe('a card image', () => {
  it('gives back the state that it was made of', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), (state) => {
        expect(decodeImage(encodeImage(state))).toEqual(state);
      }),
    );
  });

  it('is refused at every truncation', () => {
    const image = encodeImage(Uint8Array.from({ length: 40 }, (_, at) => at));
    for (let length = 0; length < image.length; length += 1) {
      expect(() => decodeImage(image.subarray(0, length))).toThrow(IMAGE_BAD);
    }
  });

  it('is refused at every flipped bit', () => {
    const image = encodeImage(Uint8Array.from({ length: 40 }, (_, at) => at));
    for (let bit = 0; bit < image.length * 8; bit += 1) {
      const flipped = image.slice();
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(() => decodeImage(flipped)).toThrow(IMAGE_BAD);
    }
  });

  it('is refused with bytes behind it', () => {
    expect(() => decodeImage(Uint8Array.of(...encodeImage(Uint8Array.of(1)), 0))).toThrow(IMAGE_BAD);
  });
});
