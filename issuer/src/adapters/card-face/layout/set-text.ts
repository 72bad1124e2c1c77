/** A stretch of text in one font, by its place in the list of fonts. `width` is in em: times the size it is a length. */
export type TextRun = { readonly text: string; readonly font: number; readonly width: number };

/**
 * Sets a text in the fonts that have its characters.
 * @throws PermitError GLYPH_MISSING naming the code point that none of them has
 */
export type SetText = (text: string) => readonly TextRun[];

/** Width of a text in em. */
export function widthOf(runs: readonly TextRun[]): number {
  return runs.reduce((total, { width }) => total + width, 0);
}
