import { PermitError } from '@residence-permit/shared/errors';
import type { Font } from 'fontkit';
import type { ChooseFonts, TextRun } from '../layout/index.ts';
import type { FaceFonts } from './face-fonts.ts';
import { shapeRun } from './shape-run.ts';

/** What belongs to one character for a reader, such as a letter and its accent. */
const CLUSTERS = new Intl.Segmenter('zh', { granularity: 'grapheme' });
/** Characters whose meaning only a private agreement knows: a font that has one may show anything. The Unicode Standard, 23.5. */
const PRIVATE = /\p{Co}/u;
const SPACE = /^[ \u00A0\u3000]$/;

/**
 * Chooses among these fonts. A text of which the first has every character is set in it alone; another is set in those after
 * it, which go together, so that a rare character does not stand out in a name. A font has a character when it maps it to a
 * glyph and the glyph draws something: nothing is left out and nothing is a box.
 */
export function chooseFontsFrom(fonts: FaceFonts): ChooseFonts {
  const known = new Map<string, boolean>();
  return (whole) => {
    const isPlain = clustersOf(whole).every((cluster) => has(0, cluster));
    const order = isPlain ? [0] : [...[...fonts.keys()].slice(1), 0];
    return (text) =>
      stretchesOf(text, order).map(({ text: part, font: at }): TextRun => {
        const font = fontAt(at);
        return { text: part, font: at, width: shapeRun(font, part).advanceWidth / font.unitsPerEm };
      });
  };

  function stretchesOf(text: string, order: readonly number[]): readonly Omit<TextRun, 'width'>[] {
    const stretches: { readonly text: string; readonly font: number }[] = [];
    for (const cluster of clustersOf(text)) {
      const font = order.find((at) => has(at, cluster)) ?? missing(cluster, order);
      const last = stretches.at(-1);
      if (last?.font === font) stretches.splice(-1, 1, { font, text: last.text + cluster });
      else stretches.push({ font, text: cluster });
    }
    return stretches;
  }

  function has(at: number, cluster: string): boolean {
    return Array.from(cluster).every((character) => {
      const key = `${at} ${character}`;
      const answer = known.get(key) ?? hasGlyph(fontAt(at), character);
      known.set(key, answer);
      return answer;
    });
  }

  function missing(cluster: string, order: readonly number[]): never {
    const character = Array.from(cluster).find((one) => !order.some((at) => has(at, one))) ?? cluster;
    const point = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    throw new PermitError('GLYPH_MISSING', { detail: `U+${point}` });
  }

  function fontAt(at: number): Font {
    const font = fonts[at]?.font;
    if (font === undefined) throw new RangeError(`fonts: want ${at + 1} at least, got ${fonts.length}`);
    return font;
  }
}

function clustersOf(text: string): readonly string[] {
  return Array.from(CLUSTERS.segment(text), ({ segment }) => segment);
}

function hasGlyph(font: Font, character: string): boolean {
  const point = character.codePointAt(0) ?? 0;
  if (PRIVATE.test(character) || !font.hasGlyphForCodePoint(point)) return false;
  return SPACE.test(character) || font.glyphForCodePoint(point).path.toSVG() !== '';
}
