import { concatBytes } from '@residence-permit/shared/bytes';
import { type PlainDate, toEpochDays } from '@residence-permit/shared/plain-date';
import PdfDocument from 'pdfkit';
import type { FaceFonts } from './fonts/face-fonts.ts';
import { FaceSheet } from './face-sheet.ts';
import { CARD_SIZE, type FaceSides } from './layout/index.ts';
import { SIDE_NAMES } from './layout/face-words.ts';
import { pointsOf } from './points-of.ts';

const DAY_MS = 86_400_000;
const PRODUCER = 'permit-issuer';
const SIDES = ['front', 'back'] as const;

/**
 * Draws both sides as a tagged PDF of two pages of the card's true size, the front first, with the fonts embedded. Only the
 * sides, the fonts, the bleed and the day decide its bytes. `bleed`: millimetres beyond each edge, 0 and above.
 */
export async function drawFacePdf(
  sides: FaceSides,
  { fonts, bleed, day }: { readonly fonts: FaceFonts; readonly bleed: number; readonly day: PlainDate },
): Promise<Uint8Array> {
  const date = new Date(toEpochDays(day) * DAY_MS);
  const pdf = new PdfDocument({
    size: [pointsOf(CARD_SIZE.width + 2 * bleed), pointsOf(CARD_SIZE.height + 2 * bleed)],
    margin: 0,
    font: '', // No standard font: those are not embedded.
    autoFirstPage: false,
    tagged: true,
    pdfVersion: '1.7',
    lang: 'zh-CN',
    displayTitle: true,
    info: {
      Title: '居住证 Residence permit',
      Creator: PRODUCER,
      Producer: PRODUCER,
      CreationDate: date,
      ModDate: date,
    },
  });
  for (const { name, bytes, face } of fonts) pdf.registerFont(name, bytes, face);
  const root = pdf.struct('Document');
  pdf.addStructure(root);
  for (const side of SIDES) {
    pdf.addPage();
    markCut(pdf, bleed);
    const part = pdf.struct('Part', { title: SIDE_NAMES[side] });
    root.add(part);
    new FaceSheet({ pdf, fonts, part, bleed }).draw(sides[side]);
    part.end();
  }
  root.end();
  return bytesOf(pdf);
}

/** Where the card is cut out of the page. ISO 32000-1 §14.11.2. */
function markCut(pdf: PDFKit.PDFDocument, bleed: number): void {
  const { width, height } = pdf.page;
  const edge = pointsOf(bleed);
  Object.assign(pdf.page.dictionary.data, {
    BleedBox: [0, 0, width, height],
    TrimBox: [edge, edge, width - edge, height - edge],
  });
}

async function bytesOf(pdf: PDFKit.PDFDocument): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  pdf.end();
  for await (const part of pdf as AsyncIterable<Uint8Array>) parts.push(part);
  return concatBytes(...parts);
}
