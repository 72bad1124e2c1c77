import { readFileSync } from 'node:fs';
import {
  type CardFace,
  FACE_FONTS,
  type FaceFonts,
  openFaceFonts,
  printCardFace,
  showCardFace,
} from '@residence-permit/issuer/adapters/card-face';
import { DEBIAN_FONTS } from '@residence-permit/issuer/adapters/documents';
import { examineEvidence } from '@residence-permit/issuer/adapters/evidence';
import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { NAMES } from '../builders/invented-people.ts';
import { boxesOfPdf, pictureOfPdf, textOfPdf } from '../builders/poppler.ts';
import { aFace, OFFICE } from './a-face.ts';

/** Pixels of a card at 300 dots an inch. */
const [WIDTH, HEIGHT] = [1011, 638] as const;
/** At which an SVG of that size comes out of the library with so many pixels. */
const DENSITY = 147;
const SIDES = ['front', 'back'] as const;

let fonts: FaceFonts;
beforeAll(async () => {
  fonts = await openFaceFonts(FACE_FONTS);
});

const print = (face: CardFace, bleed = 0) => printCardFace(face, { fonts, bleed });
const show = (face: CardFace, side: (typeof SIDES)[number]) => showCardFace(face, { fonts, side });
const people = Object.entries(NAMES);

test.each(people)('%s: the PDF holds the words as text, on two pages', async (_, name) => {
  const face = await aFace({ name });
  const words = (await textOfPdf(await print(face))).replaceAll(/\s/g, '');
  const { citizenId, residenceAddress, issue } = face.record;
  const said = [name, face.can, citizenId, residenceAddress, issue.permitNumber, OFFICE.telephone];
  for (const word of said) expect(words).toContain(word.replaceAll(/\s/g, ''));
});

test('a page is a card of ISO/IEC 7810 ID-1 in points, and with a bleed the cut is marked inside it', async () => {
  const face = await aFace();
  // 85.60 by 53.98 mm; Poppler prints two decimals.
  const flush = await boxesOfPdf(await print(face));
  expect(flush.match(/Page +\d size: +242\.646 x 153\.014 pts/g)).toHaveLength(2);
  expect(flush.match(/TrimBox: +0\.00 +0\.00 +242\.65 +153\.01/g)).toHaveLength(2);
  // 3 mm are 8.50 points.
  const bleeding = await boxesOfPdf(await print(face, 3));
  expect(bleeding.match(/Page +\d size: +259\.654 x 170\.022 pts/g)).toHaveLength(2);
  expect(bleeding.match(/TrimBox: +8\.50 +8\.50 +251\.15 +161\.52/g)).toHaveLength(2);
});

test('with a bleed the band goes on beyond the cut, to the edge of the page', async () => {
  const page = await pictureOfPdf(await print(await aFace(), 3), { page: 1, width: WIDTH });
  const { data, info } = await sharp(page).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const at = (x: number, y: number) => [...data.subarray((y * info.width + x) * 3, (y * info.width + x) * 3 + 3)];
  const [band, paper] = [
    [0x0b, 0x55, 0x63],
    [0xff, 0xff, 0xff],
  ];
  expect([at(500, 2), at(WIDTH - 3, 90), at(500, info.height - 3)].map(String)).toEqual(
    [band, band, paper].map(String),
  );
});

test('the PDF is tagged, has no font that is not embedded, and is the same each time', async () => {
  const face = await aFace();
  const printed = await print(face);
  expect(await print(face)).toEqual(printed);
  expect(await examineEvidence(printed)).toMatchObject({ ok: true, value: { mediaType: 'application/pdf' } });
  const text = Buffer.from(printed).toString('latin1');
  for (const part of ['/StructTreeRoot', '/Marked true', '/Lang (zh-CN)']) expect(text).toContain(part);
  expect(text).not.toContain('Helvetica');
  expect(printed.length).toBeLessThan(200_000);
});

describe.each(people)('%s', (_, name) => {
  test.each(SIDES)('the %s looks the same as SVG and as PDF', async (side) => {
    const face = await aFace({ name });
    const [drawn, printed] = [
      await greyOf(Buffer.from(show(face, side))),
      await greyOf(await pictureOfPdf(await print(face), { page: SIDES.indexOf(side) + 1, width: WIDTH })),
    ];
    const [ofDrawn, ofPrinted] = [darkIn(drawn), darkIn(printed)];
    expect(ofDrawn.length).toBeGreaterThan(20_000);
    // Two renderers smooth edges each in its way; what stands elsewhere or is missing has nothing dark near by.
    expect(ofDrawn.filter((at) => !isDarkNear(printed, at)).length / ofDrawn.length).toBeLessThan(0.0005);
    expect(ofPrinted.filter((at) => !isDarkNear(drawn, at)).length / ofPrinted.length).toBeLessThan(0.0005);
  });
});

test('the SVG has the true size, no letters but outlines, and its words for who cannot see it', async () => {
  const face = await aFace({ name: 'A & <B>' });
  const svg = show(face, 'front');
  expect(svg).toContain('width="85.6mm" height="53.98mm" viewBox="0 0 85.6 53.98"');
  expect(svg).not.toMatch(/<text|font-family/);
  expect(svg).toContain('姓名 Name: A &amp; &lt;B&gt;');
  expect(svg).toContain('持证人照片 Portrait of the holder');
  const { width, height } = await sharp(Buffer.from(svg)).metadata();
  // At 72 pixels an inch.
  expect([width, height]).toEqual([243, 153]);
});

describe('a character that cannot be printed', () => {
  test.each([
    ['no font has', '样\u{323AF}', 'U+323AF'],
    ['is for private use', '样\u{E000}', 'U+E000'],
    ['is for private use in a plane of its own', '样\u{F0001}', 'U+F0001'],
    ['has a selector that no font knows', '样\u{E0100}', 'U+E0100'],
    ['cannot be seen', '样\u200B例', 'U+200B'],
  ])('that %s is GLYPH_MISSING, and nothing is printed or shown', async (_, name, point) => {
    const face = await aFace({ name });
    const missing = { code: 'GLYPH_MISSING', message: `GLYPH_MISSING: ${point}` };
    expect(() => print(face)).toThrow(expect.objectContaining(missing));
    for (const side of SIDES) expect(() => show(face, side)).toThrow(expect.objectContaining(missing));
  });

  test('is one of Extension B where only the fonts of most texts are there', async () => {
    const few = await openFaceFonts(DEBIAN_FONTS);
    const face = await aFace({ name: NAMES.extensionB });
    expect(() => printCardFace(face, { fonts: few, bleed: 0 })).toThrow(
      expect.objectContaining({ code: 'GLYPH_MISSING' }),
    );
    expect((await print(face)).length).toBeGreaterThan(1000);
  });
});

test('a font that is not there is named at once', async () => {
  const settings = [...FACE_FONTS, { path: '/nowhere/none.ttf' }];
  await expect(openFaceFonts(settings)).rejects.toMatchObject({ code: 'SETTING_BAD' });
  for (const { path } of FACE_FONTS) expect(readFileSync(path).length).toBeGreaterThan(1_000_000);
});

/** Grey levels of a picture of a side on white, pixel by pixel. */
async function greyOf(picture: Uint8Array): Promise<Uint8Array> {
  const data = await sharp(picture, { density: DENSITY })
    .flatten({ background: 'white' })
    .resize(WIDTH, HEIGHT, { fit: 'fill' })
    .greyscale()
    .toColourspace('b-w')
    .raw()
    .toBuffer();
  return new Uint8Array(data);
}

/** Places of the pixels that are dark. */
function darkIn(levels: Uint8Array): readonly number[] {
  return Array.from(levels.keys()).filter((at) => (levels[at] ?? 255) < 110);
}

/** Whether a pixel or one of its neighbours, within a tenth of a millimetre, is darker than half. */
function isDarkNear(levels: Uint8Array, at: number): boolean {
  return [-WIDTH, 0, WIDTH].some((row) => [-1, 0, 1].some((column) => (levels[at + row + column] ?? 255) < 150));
}
