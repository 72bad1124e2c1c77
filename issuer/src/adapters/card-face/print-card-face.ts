import { drawFacePdf } from './draw-face-pdf.ts';
import { drawFaceSvg } from './draw-face-svg.ts';
import type { FaceFonts } from './fonts/face-fonts.ts';
import { chooseFontsFrom } from './fonts/choose-fonts-from.ts';
import { type CardFace, type FaceSide, layCardFace } from './layout/index.ts';

/**
 * A card's face as a PDF of two pages, the front and the back, of the card's size and `bleed` millimetres more on each edge.
 * @throws PermitError GLYPH_MISSING, FACE_TEXT_TOO_LONG, and then nothing is printed
 */
export function printCardFace(
  face: CardFace,
  { fonts, bleed }: { readonly fonts: FaceFonts; readonly bleed: number },
): Promise<Uint8Array> {
  const sides = layCardFace(face, chooseFontsFrom(fonts));
  return drawFacePdf(sides, { fonts, bleed, day: face.record.issue.issueDate });
}

/**
 * One side of a card's face as an SVG, for a screen.
 * @throws PermitError as `printCardFace`, whichever side it is: what cannot be printed is not shown
 */
export function showCardFace(
  face: CardFace,
  { fonts, side }: { readonly fonts: FaceFonts; readonly side: FaceSide },
): string {
  const sides = layCardFace(face, chooseFontsFrom(fonts));
  return drawFaceSvg(sides[side], { side, fonts, bleed: 0 });
}
