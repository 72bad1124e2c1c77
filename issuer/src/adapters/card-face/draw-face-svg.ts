import { escapeXml } from '../svg/index.ts';
import type { FaceFonts } from './fonts/face-fonts.ts';
import { shapeRun } from './fonts/shape-run.ts';
import { type Box, CARD_SIZE, type FaceElement, type FaceSide, type FaceText, type TextRun } from './layout/index.ts';
import { faceWords, SIDE_NAMES } from './layout/face-words.ts';
import { withBleed } from './layout/with-bleed.ts';
import { PALETTE } from './palette.ts';

/** Outlines by the id that a side draws them by; each is drawn as often as its glyph occurs. */
type Outlines = Map<string, string>;

/**
 * Draws one side as an SVG of the card's true size, its corners round. Letters are outlines, so that every viewer shows the same; what
 * they say is in its title and description. `bleed`: millimetres beyond each edge, 0 and above.
 */
export function drawFaceSvg(
  elements: readonly FaceElement[],
  { side, fonts, bleed }: { readonly side: FaceSide; readonly fonts: FaceFonts; readonly bleed: number },
): string {
  const outlines: Outlines = new Map();
  const drawn = elements.map((element) => drawElement(element, { side, fonts, bleed, outlines }));
  const sheet = withBleed({ x: 0, y: 0, ...CARD_SIZE }, bleed);
  const radius = mm(CARD_SIZE.cornerRadius + bleed);
  const glyphs = [...outlines].map(([id, path]) => `<path id="${id}" d="${path}"/>`);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${mm(sheet.width)}mm" height="${mm(sheet.height)}mm" viewBox="${mm(sheet.x)} ${mm(sheet.y)} ${mm(sheet.width)} ${mm(sheet.height)}" role="img" aria-labelledby="${side}-title" aria-describedby="${side}-words">`,
    `<title id="${side}-title">${escapeXml(SIDE_NAMES[side])}</title>`,
    `<desc id="${side}-words">${escapeXml(faceWords(elements))}</desc>`,
    `<defs><clipPath id="${side}-card"><rect ${attributesOf(sheet)} rx="${radius}"/></clipPath>${glyphs.join('')}</defs>`,
    `<g clip-path="url(#${side}-card)"><rect ${attributesOf(sheet)} fill="${PALETTE.paper}"/>`,
    ...drawn,
    '</g></svg>\n',
  ].join('\n');
}

type Drawing = {
  readonly side: FaceSide;
  readonly fonts: FaceFonts;
  readonly bleed: number;
  readonly outlines: Outlines;
};

function drawElement(element: FaceElement, drawing: Drawing): string {
  if (element.kind === 'text') return drawText(element, drawing);
  if (element.kind === 'code') return drawCode(element.box, element.bars);
  if (element.kind === 'fill')
    return `<rect ${attributesOf(withBleed(element.box, drawing.bleed))} fill="${PALETTE[element.colour]}"/>`;
  const data = Buffer.from(element.jpeg).toString('base64');
  return `<image ${attributesOf(element.box)} preserveAspectRatio="none" href="data:image/jpeg;base64,${data}"/>`;
}

function drawCode(box: Box, bars: readonly Box[]): string {
  const path = bars.map(({ x, y, width, height }) => `M${mm(x)} ${mm(y)}h${mm(width)}v${mm(height)}h-${mm(width)}z`);
  return `<rect ${attributesOf(box)} fill="${PALETTE.paper}"/><path fill="#000000" shape-rendering="crispEdges" d="${path.join('')}"/>`;
}

/** Glyphs in the units of their font, whose y goes upwards, brought to size and place run by run. */
function drawText({ lines, size, colour }: FaceText, drawing: Drawing): string {
  const runs = lines.flatMap(({ runs: ofLine, x, baseline }) => {
    let begin = x;
    return ofLine.map((run) => {
      const drawn = drawRun(run, { x: begin, baseline, size }, drawing);
      begin += run.width * size;
      return drawn;
    });
  });
  return `<g fill="${PALETTE[colour]}">${runs.join('')}</g>`;
}

function drawRun(
  { text, font: at }: TextRun,
  { x, baseline, size }: { readonly x: number; readonly baseline: number; readonly size: number },
  { side, fonts, outlines }: Drawing,
): string {
  const font = fonts[at]?.font;
  if (font === undefined) throw new RangeError(`fonts: want ${at + 1} at least, got ${fonts.length}`);
  const { glyphs, positions } = shapeRun(font, text);
  let pen = 0;
  const uses = glyphs.map((glyph, index) => {
    const { xAdvance = 0, xOffset = 0, yOffset = 0 } = positions[index] ?? {};
    const place = `x="${pen + xOffset}" y="${yOffset}"`;
    pen += xAdvance;
    const path = glyph.path.toSVG();
    if (path === '') return '';
    const id = `${side}-${at}-${glyph.id}`;
    outlines.set(id, path);
    return `<use href="#${id}" ${place}/>`;
  });
  const scale = exact(size / font.unitsPerEm);
  return `<g transform="translate(${mm(x)} ${mm(baseline)}) scale(${scale} -${scale})">${uses.join('')}</g>`;
}

function attributesOf({ x, y, width, height }: Box): string {
  return `x="${mm(x)}" y="${mm(y)}" width="${mm(width)}" height="${mm(height)}"`;
}

/** To the micrometre. */
function mm(length: number): string {
  return String(Math.round(length * 1000) / 1000);
}

function exact(scale: number): string {
  return String(Number(scale.toPrecision(9)));
}
