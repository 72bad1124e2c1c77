import { assert, integer, property, uint8Array } from 'fast-check';
import { expect, test } from 'vitest';
import { cropPortrait, judgePortraitMeasures, judgePortraitSize, measurePortrait } from './index.ts';

test('crops inside the picture, to three by four within a pixel', () => {
  const side = integer({ min: 100, max: 12_000 });
  assert(
    property(side, side, (width, height) => {
      const crop = cropPortrait({ width, height });
      expect(crop.left + crop.width).toBeLessThanOrEqual(width);
      expect(crop.top + crop.height).toBeLessThanOrEqual(height);
      expect(Math.min(crop.left, crop.top)).toBeGreaterThanOrEqual(0);
      expect(Math.abs(crop.width * 4 - crop.height * 3)).toBeLessThanOrEqual(4);
    }),
  );
});

test('judges shape and size together', () => {
  expect(judgePortraitSize({ width: 600, height: 800 })).toEqual([]);
  expect(judgePortraitSize({ width: 180, height: 240 })).toEqual([]);
  expect(judgePortraitSize({ width: 179, height: 240 })).toEqual(['too-small']);
  expect(judgePortraitSize({ width: 1600, height: 1200 })).toEqual(['wrong-shape']);
  expect(judgePortraitSize({ width: 100, height: 300 })).toEqual(['too-small', 'wrong-shape']);
});

test('measures stay within what grey values allow', () => {
  assert(
    property(uint8Array({ minLength: 48, maxLength: 48 }), (grey) => {
      const measures = measurePortrait(grey, { width: 6, height: 8 });
      expect(measures.brightness).toBeGreaterThanOrEqual(0);
      expect(measures.brightness).toBeLessThanOrEqual(255);
      expect(measures.contrast).toBeLessThanOrEqual(127.5);
      expect(measures.sharpness).toBeLessThanOrEqual(1020);
    }),
  );
});

test('an even picture has no contrast and no edges; a chessboard has both', () => {
  const even = measurePortrait(new Uint8Array(48).fill(90), { width: 6, height: 8 });
  expect(even).toEqual({ brightness: 90, contrast: 0, sharpness: 0 });
  const board = Uint8Array.from({ length: 48 }, (_, index) =>
    ((index % 6) + Math.floor(index / 6)) % 2 === 0 ? 0 : 255,
  );
  const measures = measurePortrait(board, { width: 6, height: 8 });
  expect(measures.contrast).toBeCloseTo(127.5);
  expect(measures.sharpness).toBeCloseTo(1020);
  expect(() => measurePortrait(board, { width: 5, height: 8 })).toThrow(RangeError);
  expect(() => measurePortrait(new Uint8Array(4), { width: 2, height: 2 })).toThrow(RangeError);
});

test('names every fault at once, and says nothing of the focus of an empty picture', () => {
  const good = { brightness: 140, contrast: 50, sharpness: 20 };
  expect(judgePortraitMeasures(good)).toEqual([]);
  expect(judgePortraitMeasures({ ...good, brightness: 20, sharpness: 1 })).toEqual(['too-dark', 'blurred']);
  expect(judgePortraitMeasures({ brightness: 250, contrast: 1, sharpness: 0 })).toEqual(['too-bright', 'blank']);
});
