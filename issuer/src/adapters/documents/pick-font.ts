import { PermitError } from '@residence-permit/shared/errors';
import type { DocumentFonts } from './document-fonts.ts';

/** What pdfkit keeps of the font in use; its types leave it out. */
type FontInUse = {
  readonly _font: { readonly font: { readonly hasGlyphForCodePoint: (codePoint: number) => boolean } };
};

/** Characters that make a line or nothing and need no glyph. */
const INVISIBLE = /^[\n\r]$/;

/**
 * Sets the first font that has every character of a text. Nothing is printed with a character left out or as a box: a name
 * with a rare character must be right on paper.
 * @throws PermitError GLYPH_MISSING naming the code point that the first font lacks
 */
export function pickFont(pdf: PDFKit.PDFDocument, fonts: DocumentFonts, text: string): void {
  let missing: string | undefined;
  for (const { name } of fonts) {
    pdf.font(name);
    const lacking = firstLacking(pdf, text);
    if (lacking === undefined) return;
    missing ??= lacking;
  }
  throw new PermitError('GLYPH_MISSING', { detail: `U+${(missing?.codePointAt(0) ?? 0).toString(16).toUpperCase()}` });
}

function firstLacking(pdf: PDFKit.PDFDocument, text: string): string | undefined {
  const { font } = (pdf as unknown as FontInUse)._font;
  return Array.from(text).find((character) => {
    const codePoint = character.codePointAt(0) ?? 0;
    return !INVISIBLE.test(character) && !font.hasGlyphForCodePoint(codePoint);
  });
}
