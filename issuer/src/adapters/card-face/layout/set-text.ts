/** A stretch of text in one font, by its place in the list of fonts. `width` is in em: times the size it is a length. */
export type TextRun = { readonly text: string; readonly font: number; readonly width: number };

/**
 * Sets a piece of a text.
 * @throws PermitError GLYPH_MISSING naming the code point that no font of the text has
 */
export type SetText = (text: string) => readonly TextRun[];

/** Chooses the fonts for a whole text, so that all of its lines look alike. */
export type ChooseFonts = (whole: string) => SetText;

/** Width of a text in em. */
export function widthOf(runs: readonly TextRun[]): number {
  return runs.reduce((total, { width }) => total + width, 0);
}
