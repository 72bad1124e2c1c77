import type { Box } from './face-element.ts';
import { CARD_SIZE } from './card-size.ts';

/** A surface with what is printed beyond the card where it reaches an edge. `bleed` in millimetres, 0 and above. */
export function withBleed({ x, y, width, height }: Box, bleed: number): Box {
  const [left, top] = [x <= 0 ? bleed : 0, y <= 0 ? bleed : 0];
  const right = x + width >= CARD_SIZE.width ? bleed : 0;
  const bottom = y + height >= CARD_SIZE.height ? bleed : 0;
  return { x: x - left, y: y - top, width: width + left + right, height: height + top + bottom };
}
