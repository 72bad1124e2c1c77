/** Size of the portrait on chip and card, in pixels: 3 to 4, as a printed picture of 24 by 32 mm. */
export const PORTRAIT_SIZE = { width: 180, height: 240 } as const;

/** What the chip's picture should take, in bytes: with it a tap stays within its time. */
export const PORTRAIT_TARGET_BYTES = 3_000;

/** What is asked of a picture before it serves as a portrait. */
export const PORTRAIT_RULES = {
  /** Pixels of the part that is kept: a picture of 24 by 32 mm at 200 dots an inch has 189 by 252. */
  minWidth: 180,
  minHeight: 240,
  /** Width to height of the picture as it hangs upright; outside, too much would be cut off. */
  minAspect: 0.6,
  maxAspect: 1,
  /** Mean grey of the middle, where the face is, of 255. */
  minBrightness: 50,
  maxBrightness: 225,
  /** Standard deviation of the grey values: a wall, a lens cap or an empty sheet stays below. */
  minContrast: 12,
  /** Standard deviation of the Laplacian at the size of the chip's picture: out of focus or enlarged stays below. */
  minSharpness: 4,
} as const;
