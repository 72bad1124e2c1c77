import type { CardFace } from './card-face.ts';
import type { FaceSides } from './face-element.ts';
import { layBack } from './lay-back.ts';
import { layFront } from './lay-front.ts';
import type { ChooseFonts } from './set-text.ts';

/**
 * Both sides of a card, every piece in its place. SVG and PDF are drawn from this, so that what is looked at and what is
 * printed are the same; and a side that cannot be printed stops the other.
 * @throws PermitError GLYPH_MISSING naming the code point, FACE_TEXT_TOO_LONG naming the part
 */
export function layCardFace(face: CardFace, chooseFonts: ChooseFonts): FaceSides {
  return { front: layFront(face, chooseFonts), back: layBack(face, chooseFonts) };
}
