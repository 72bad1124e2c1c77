const POINTS_PER_INCH = 72;
const MM_PER_INCH = 25.4;

/** Millimetres as the points of a PDF. ISO 32000-1 §8.3.2.3. */
export function pointsOf(millimetres: number): number {
  return (millimetres * POINTS_PER_INCH) / MM_PER_INCH;
}
