import { inflateSync } from 'node:zlib';

/** Glyph number → characters. */
type Glyphs = ReadonlyMap<number, string>;

/**
 * The words of a PDF that pdfkit made, in the order in which they are drawn: embedded fonts, two bytes a glyph, each font with
 * the table that tells its characters (ISO 32000-2 §9.10.3).
 */
export function pdfText(pdf: Uint8Array): string {
  const objects = objectsOf(Buffer.from(pdf).toString('latin1'));
  const fonts = fontsOf(objects);
  const pages = [...objects.values()].filter((body) => /\/Type \/Page\b/.test(body));
  return pages.map((page) => drawnBy(streamOf(objects.get(referenceOf(page, 'Contents')) ?? ''), fonts)).join('\n');
}

function objectsOf(text: string): ReadonlyMap<string, string> {
  return new Map([...text.matchAll(/(\d+) 0 obj\n([\s\S]*?)\nendobj/g)].map(([, id = '', body = '']) => [id, body]));
}

function referenceOf(body: string, name: string): string {
  return new RegExp(`/${name} (\\d+) 0 R`).exec(body)?.[1] ?? '';
}

function streamOf(body: string): string {
  const packed = /stream\n([\s\S]*?)\nendstream/.exec(body)?.[1];
  if (packed === undefined) return '';
  const bytes = Buffer.from(packed, 'latin1');
  return (/\/Filter \/FlateDecode/.test(body) ? inflateSync(bytes) : bytes).toString('latin1');
}

/** The fonts by the names that pages call them by. */
function fontsOf(objects: ReadonlyMap<string, string>): ReadonlyMap<string, Glyphs> {
  const named = [...objects.values()].flatMap((body) => [...body.matchAll(/\/(F\d+) (\d+) 0 R/g)]);
  return new Map(
    named.map(([, name = '', id = '']) => {
      const table = objects.get(referenceOf(objects.get(id) ?? '', 'ToUnicode')) ?? '';
      return [name, glyphsOf(streamOf(table))];
    }),
  );
}

function glyphsOf(table: string): Glyphs {
  const glyphs = new Map<number, string>();
  for (const [, first = '', list = ''] of table.matchAll(/<([0-9a-f]+)> <[0-9a-f]+> \[([^\]]*)\]/gi)) {
    const characters = [...list.matchAll(/<([0-9a-f]*)>/gi)].map(([, hex = '']) => hex);
    characters.forEach((hex, at) => {
      glyphs.set(Number.parseInt(first, 16) + at, Buffer.from(hex, 'hex').swap16().toString('utf16le'));
    });
  }
  return glyphs;
}

/** Each line of text that the operators draw. */
function drawnBy(operators: string, fonts: ReadonlyMap<string, Glyphs>): string {
  let glyphs: Glyphs = new Map();
  const lines: string[] = [];
  for (const [, font, drawn] of operators.matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)) {
    if (font !== undefined) glyphs = fonts.get(font) ?? new Map();
    const shown = [...(drawn ?? '').matchAll(/<([0-9a-f]+)>/gi)].flatMap(([, hex = '']) => hex.match(/.{4}/g) ?? []);
    if (shown.length > 0) lines.push(shown.map((glyph) => glyphs.get(Number.parseInt(glyph, 16)) ?? '?').join(''));
  }
  return lines.join('\n');
}
