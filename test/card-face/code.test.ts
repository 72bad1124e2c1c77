import {
  FACE_FONTS,
  type FaceFonts,
  layCardFace,
  openFaceFonts,
  printCardFace,
  chooseFontsFrom,
  showCardFace,
} from '@residence-permit/issuer/adapters/card-face';
import { requirePasswordForm } from '@residence-permit/reader/session';
import sharp from 'sharp';
import { beforeAll, expect, test } from 'vitest';
import { pictureOfPdf } from '../builders/poppler.ts';
import { readCodes } from '../builders/read-code.ts';
import { aFace } from './a-face.ts';

let fonts: FaceFonts;
beforeAll(async () => {
  fonts = await openFaceFonts(FACE_FONTS);
});

const picture = async (can: string) => {
  const face = { ...(await aFace()), can };
  return sharp(Buffer.from(showCardFace(face, { fonts, side: 'front' })), { density: 147 })
    .png()
    .toBuffer();
};

test.each(['000000', '047113', '123456', '999999'])(
  'a scanner reads %s and nothing else, as the reader wants it',
  async (can) => {
    const [code, ...others] = await readCodes(await picture(can));
    expect([code, others]).toEqual([{ format: 'QRCode', text: can }, []]);
    expect(() => requirePasswordForm({ kind: 'can', value: code?.text ?? '' })).not.toThrow();
  },
);

test('it reads the printed page too, and a card that lies askew', async () => {
  const face = await aFace();
  const page = await pictureOfPdf(await printCardFace(face, { fonts, bleed: 0 }), { page: 1, width: 1011 });
  for (const angle of [0, 90, 157, 180]) {
    const turned = await sharp(page).rotate(angle, { background: 'white' }).png().toBuffer();
    expect(await readCodes(turned)).toEqual([{ format: 'QRCode', text: face.can }]);
  }
});

test('it reads a code with a scratch across it', async () => {
  const face = await aFace();
  const code = layCardFace(face, chooseFontsFrom(fonts)).front.find(({ kind }) => kind === 'code');
  if (code === undefined) throw new RangeError('no code');
  const { x, y, width, height } = code.box;
  const scratch = Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 85.6 53.98" width="1011" height="638"><path stroke="#888" stroke-width="0.6" d="M${x + width * 0.55} ${y}L${x + width * 0.75} ${y + height}"/></svg>`,
  );
  const clean = await sharp(await picture(face.can))
    .resize(1011, 638, { fit: 'fill' })
    .png()
    .toBuffer();
  const scratched = await sharp(clean)
    .composite([{ input: scratch }])
    .png()
    .toBuffer();
  expect(await readCodes(scratched)).toEqual([{ format: 'QRCode', text: face.can }]);
});
