import type { Font, GlyphRun } from 'fontkit';

/**
 * Shapes a text in one font, with the features that the font has on by itself. Measuring, outlines and the PDF all ask for
 * none besides, so that a glyph stands in one place whoever draws it.
 */
export function shapeRun(font: Font, text: string): GlyphRun {
  return font.layout(text, [...NO_FEATURES]);
}

/** Handed to pdfkit too: with a list, even an empty one, it shapes a whole text instead of word after word. */
export const NO_FEATURES: readonly [] = [];
