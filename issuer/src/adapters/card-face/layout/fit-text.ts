import { breakLines } from './break-lines.ts';
import type { Box, FaceText } from './face-element.ts';
import { type SetText, widthOf } from './set-text.ts';

/** Sizes of the em square in millimetres; nothing smaller than `least` is printed. */
export type TextSizes = { readonly largest: number; readonly least: number };

/** Where a text stands: on one line in the first sizes, or else, where it may wrap, on as many as fit in the others. */
export type TextPlace = { readonly box: Box; readonly line: TextSizes; readonly wrapped?: TextSizes };

const STEP = 0.1;
/** From line to line, in em. */
const LEADING = 1.25;
/** From the top of a line to the baseline, in em: Han characters reach 0.88 above it, Latin letters 0.25 below. */
const RISE = 0.95;
/** Lengths are sums of rounded ones. */
const TOLERANCE = 1e-6;

/** Sets a text as large as its place allows: on one line, then smaller, then wrapped. Nothing where it does not fit. */
export function fitText(
  text: string,
  { box, line, wrapped }: TextPlace,
  setText: SetText,
): Pick<FaceText, 'size' | 'lines'> | undefined {
  const width = widthOf(setText(text));
  const whole = sizesOf(line).find((size) => width * size <= box.width + TOLERANCE && fits(1, size, box));
  if (whole !== undefined) return { size: whole, lines: place([text], { box, size: whole, setText }) };
  if (wrapped === undefined) return undefined;
  for (const size of sizesOf(wrapped)) {
    const lines = breakLines(text, box.width / size, setText);
    if (lines !== undefined && fits(lines.length, size, box))
      return { size, lines: place(lines, { box, size, setText }) };
  }
  return undefined;
}

function sizesOf({ largest, least }: TextSizes): readonly number[] {
  const steps = Math.round((largest - least) / STEP);
  return Array.from({ length: steps + 1 }, (_, step) => Math.round((largest - step * STEP) * 100) / 100);
}

function fits(lines: number, size: number, box: Box): boolean {
  return lines * LEADING * size <= box.height + TOLERANCE;
}

function place(
  lines: readonly string[],
  { box, size, setText }: { readonly box: Box; readonly size: number; readonly setText: SetText },
): FaceText['lines'] {
  return lines.map((text, index) => ({
    text,
    x: box.x,
    baseline: box.y + (index * LEADING + RISE) * size,
    runs: setText(text),
  }));
}
