import { concatBytes } from '@residence-permit/shared/bytes';
import { toEpochDays } from '@residence-permit/shared/plain-date';
import PdfDocument from 'pdfkit';
import { LANGUAGE_TAGS, type Language } from './content/language.ts';
import { contentOf, type OfficeDocument } from './content/office-document.ts';
import { sayIn } from './content/say.ts';
import type { DocumentFonts } from './document-fonts.ts';
import { PAGE_MARGIN, Sheet } from './sheet.ts';
import { writeFooter } from './write-footer.ts';

const DAY_MS = 86_400_000;
const PRODUCER = 'permit-issuer';

/** The languages of a document: one, or both after each other, each on pages of its own. */
export type PrintLanguages = readonly [Language] | readonly [Language, Language];

/**
 * Prints a document as a tagged PDF of A4. Only the data, the languages and the fonts decide its bytes: its date is the one of
 * the document.
 * @throws PermitError GLYPH_MISSING, and then nothing is printed
 * @throws RangeError on content that may not be printed, such as a refusal without a reason
 */
export async function printDocument(
  document: OfficeDocument,
  { languages, fonts }: { readonly languages: PrintLanguages; readonly fonts: DocumentFonts },
): Promise<Uint8Array> {
  const [first] = languages;
  const contents = languages.map((language) => ({ language, content: contentOf(document, language) }));
  const issued = new Date(toEpochDays(document.issuedOn) * DAY_MS);
  const title = `${contentOf(document, first).title} ${document.caseNumber}`;
  const pdf = new PdfDocument({
    size: 'A4',
    margin: PAGE_MARGIN,
    font: '', // No standard font: those are not embedded.
    autoFirstPage: false,
    bufferPages: true,
    tagged: true,
    pdfVersion: '1.7',
    lang: LANGUAGE_TAGS[first],
    displayTitle: true,
    info: { Title: title, Creator: PRODUCER, Producer: PRODUCER, CreationDate: issued, ModDate: issued },
  });
  for (const { name, bytes, face } of fonts) pdf.registerFont(name, bytes, face);
  const root = pdf.struct('Document', { lang: LANGUAGE_TAGS[first] });
  pdf.addStructure(root);
  const pages: Language[] = [];
  for (const { language, content } of contents) {
    pdf.addPage();
    const part = pdf.struct('Part', { lang: LANGUAGE_TAGS[language] });
    root.add(part);
    const sheet = new Sheet({ pdf, fonts, part });
    sheet.title(content.title);
    for (const block of content.blocks) sheet.block(block);
    part.end();
    while (pages.length < pdf.bufferedPageRange().count) pages.push(language);
  }
  root.end();
  numberPages({ pdf, fonts, pages });
  return bytesOf(pdf);
}

type Numbering = {
  readonly pdf: PDFKit.PDFDocument;
  readonly fonts: DocumentFonts;
  /** The language of each page. */
  readonly pages: readonly Language[];
};

/** Each language counts its own pages. */
function numberPages({ pdf, fonts, pages }: Numbering): void {
  for (const [index, language] of pages.entries()) {
    pdf.switchToPage(index);
    const page = String(index - pages.indexOf(language) + 1);
    const total = String(pages.filter((other) => other === language).length);
    writeFooter(sayIn(language)('page', { page, pages: total }), { pdf, fonts });
  }
}

async function bytesOf(pdf: PDFKit.PDFDocument): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  pdf.end();
  for await (const part of pdf as AsyncIterable<Uint8Array>) parts.push(part);
  return concatBytes(...parts);
}
