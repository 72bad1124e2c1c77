import type { DocumentFonts } from './document-fonts.ts';
import { pickFont } from './pick-font.ts';
import { PAGE_MARGIN } from './sheet.ts';

/** Points. */
const FOOTER_SIZE = 9;
const FOOTER_OFFSET = 36;

/**
 * Writes a line at the foot of the page in use, as an artifact: readers that speak leave it out. ISO 32000-1 §14.8.2.2.
 * @throws PermitError GLYPH_MISSING
 */
export function writeFooter(
  text: string,
  { pdf, fonts }: { readonly pdf: PDFKit.PDFDocument; readonly fonts: DocumentFonts },
): void {
  const { page } = pdf;
  const { bottom } = page.margins;
  page.margins.bottom = 0; // Else pdfkit would begin another page.
  pickFont(pdf, fonts, text);
  pdf.markContent('Artifact', { type: 'Pagination' });
  pdf.fontSize(FOOTER_SIZE).text(text, PAGE_MARGIN, page.height - FOOTER_OFFSET, {
    width: page.width - 2 * PAGE_MARGIN,
    align: 'right',
    lineBreak: false,
  });
  pdf.endMarkedContent();
  page.margins.bottom = bottom;
}
