import { PermitError } from '@residence-permit/shared/errors';
import type { Font } from 'fontkit';
import type { SetText, TextRun } from '../layout/index.ts';
import type { FaceFonts } from './face-fonts.ts';
import { shapeRun } from './shape-run.ts';

/** What belongs to one character for a reader, such as a letter and its accent. */
const CLUSTERS = new Intl.Segmenter('zh', { granularity: 'grapheme' });
/** Characters whose meaning only a private agreement knows: a font that has one may show anything. The Unicode Standard, 23.5. */
const PRIVATE = /\p{Co}/u;
const SPACE = /^[ \u00A0\u3000]$/;

/**
 * Sets texts in these fonts: each character in the first that has it, neighbours in the same font together. A font has a
 * character when it maps it to a glyph and the glyph draws something; so nothing is left out and nothing is a box.
 */
export function setTextIn(fonts: FaceFonts): SetText {
  const known = new Map<string, number>();
  return (text) =>
    stretchesOf(text, fonts, known).map(({ text: part, at, font }): TextRun => {
      const { advanceWidth } = shapeRun(font, part);
      return { text: part, font: at, width: advanceWidth / font.unitsPerEm };
    });
}

type Stretch = { readonly text: string; readonly at: number; readonly font: Font };

function stretchesOf(text: string, fonts: FaceFonts, known: Map<string, number>): readonly Stretch[] {
  const stretches: Stretch[] = [];
  for (const { segment } of CLUSTERS.segment(text)) {
    const at = known.get(segment) ?? fontFor(segment, fonts);
    known.set(segment, at);
    const [last, font] = [stretches.at(-1), fonts[at]?.font];
    if (font === undefined) throw new RangeError(`fonts: want ${at + 1} at least, got ${fonts.length}`);
    if (last?.at === at) stretches.splice(-1, 1, { ...last, text: last.text + segment });
    else stretches.push({ text: segment, at, font });
  }
  return stretches;
}

function fontFor(cluster: string, fonts: FaceFonts): number {
  const points = Array.from(cluster, (character) => character.codePointAt(0) ?? 0);
  const at = fonts.findIndex(({ font }) => points.every((point) => hasGlyph(font, point)));
  if (at >= 0) return at;
  const missing = points.find((point) => !fonts.some(({ font }) => hasGlyph(font, point))) ?? points[0] ?? 0;
  throw new PermitError('GLYPH_MISSING', { detail: `U+${missing.toString(16).toUpperCase().padStart(4, '0')}` });
}

function hasGlyph(font: Font, point: number): boolean {
  const character = String.fromCodePoint(point);
  if (PRIVATE.test(character) || !font.hasGlyphForCodePoint(point)) return false;
  return SPACE.test(character) || font.glyphForCodePoint(point).path.toSVG() !== '';
}
