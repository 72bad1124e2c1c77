import type { PictureSize } from './crop-portrait.ts';

/** What was measured of a picture, in grey values of 0 to 255. */
export type PortraitMeasures = {
  /** Mean of the middle: half of the width, from a quarter to three quarters of the height. */
  readonly brightness: number;
  /** Standard deviation over the whole picture. */
  readonly contrast: number;
  /** Standard deviation of the Laplacian (four neighbours), borders left out. */
  readonly sharpness: number;
};

/**
 * Measures a grey picture, one byte a pixel, row by row.
 * @throws RangeError when the bytes are not as many as the pixels, or a side is below 3 pixels
 */
export function measurePortrait(grey: Uint8Array, { width, height }: PictureSize): PortraitMeasures {
  if (grey.length !== width * height) throw new RangeError(`grey: want ${width * height} bytes, got ${grey.length}`);
  if (width < 3 || height < 3) throw new RangeError('size: want at least 3 by 3 pixels');
  const at = (x: number, y: number) => grey[y * width + x] ?? 0;
  const [middle, all, edges] = [new Spread(), new Spread(), new Spread()];
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      all.add(at(x, y));
      if (isMiddle(x, width) && isMiddle(y, height)) middle.add(at(x, y));
      if (x === 0 || y === 0 || x === width - 1 || y === height - 1) continue;
      edges.add(4 * at(x, y) - at(x - 1, y) - at(x + 1, y) - at(x, y - 1) - at(x, y + 1));
    }
  }
  return { brightness: middle.mean(), contrast: all.deviation(), sharpness: edges.deviation() };
}

function isMiddle(position: number, length: number): boolean {
  return position >= length / 4 && position < (length * 3) / 4;
}

/** Mean and standard deviation of a run of numbers. */
class Spread {
  #count = 0;
  #sum = 0;
  #squares = 0;

  add(value: number): void {
    this.#count += 1;
    this.#sum += value;
    this.#squares += value * value;
  }

  mean(): number {
    return this.#count === 0 ? 0 : this.#sum / this.#count;
  }

  deviation(): number {
    return this.#count === 0 ? 0 : Math.sqrt(Math.max(0, this.#squares / this.#count - this.mean() ** 2));
  }
}
