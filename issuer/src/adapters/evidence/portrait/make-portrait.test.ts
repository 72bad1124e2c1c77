import { randomBytes } from 'node:crypto';
import { MAX_PORTRAIT_BYTES } from '@residence-permit/shared/records';
import { latin1Of } from '../examine/find-bytes.ts';
import sharp, { type Sharp } from 'sharp';
import { expect, test } from 'vitest';
import { PORTRAIT_SIZE, PORTRAIT_TARGET_BYTES } from '../../../domain/portrait/index.ts';
import { makePortrait } from './make-portrait.ts';

/** A drawn face on a light background, with some grain as a camera has it. Nobody looks like this. */
function aDrawing(width = 900, height = 1200): Sharp {
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 400" width="${width}" height="${height}"
      preserveAspectRatio="xMidYMid slice">
    <rect width="300" height="400" fill="#dfe6ee"/>
    <path d="M30 400 Q40 300 150 300 Q260 300 270 400 Z" fill="#2f4f7f"/>
    <rect x="125" y="240" width="50" height="80" fill="#d9a983"/>
    <ellipse cx="150" cy="180" rx="75" ry="98" fill="#e8bd98"/>
    <path d="M72 180 Q60 70 150 66 Q240 70 228 180 Q215 110 150 108 Q85 110 72 180 Z" fill="#2b211c"/>
    <ellipse cx="120" cy="175" rx="11" ry="6" fill="#fff"/><circle cx="120" cy="175" r="5" fill="#20150f"/>
    <ellipse cx="180" cy="175" rx="11" ry="6" fill="#fff"/><circle cx="180" cy="175" r="5" fill="#20150f"/>
    <path d="M105 157 h30 M165 157 h30" stroke="#2b211c" stroke-width="5"/>
    <path d="M150 180 l-9 35 h16" fill="none" stroke="#a97652" stroke-width="3"/>
    <path d="M122 238 Q150 252 178 238" fill="none" stroke="#a8483f" stroke-width="6"/>
  </svg>`;
  return sharp(Buffer.from(drawing)).flatten({ background: 'white' });
}

const portraitOf = async (picture: Sharp) =>
  makePortrait(new Uint8Array(await picture.jpeg({ quality: 92 }).toBuffer()));

async function goodPortrait(picture: Sharp): Promise<Uint8Array> {
  const outcome = await portraitOf(picture);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome));
  return outcome.value;
}

async function faultsOf(picture: Sharp): Promise<readonly string[]> {
  const outcome = await portraitOf(picture);
  return outcome.ok ? [] : outcome.refusal === 'PORTRAIT_REFUSED' ? outcome.faults : [outcome.refusal];
}

test('makes a baseline JPEG of the card size within the target, the same each time', async () => {
  const portrait = await goodPortrait(aDrawing());
  expect(portrait.length).toBeLessThanOrEqual(PORTRAIT_TARGET_BYTES);
  expect(portrait.length).toBeGreaterThan(PORTRAIT_TARGET_BYTES / 2);
  const found = await sharp(portrait).metadata();
  expect(found).toMatchObject({ format: 'jpeg', ...PORTRAIT_SIZE, isProgressive: false, space: 'srgb', channels: 3 });
  expect(await goodPortrait(aDrawing())).toEqual(portrait);
});

test('leaves out what the camera wrote beside the picture', async () => {
  const noted = aDrawing().withExif({ IFD0: { Copyright: 'Sample Studio', Software: 'Sample Camera 1' } });
  const portrait = await goodPortrait(noted);
  const { exif, icc, iptc, xmp } = await sharp(portrait).metadata();
  expect([exif, icc, iptc, xmp]).toEqual([undefined, undefined, undefined, undefined]);
  expect(latin1Of(portrait)).not.toMatch(/Sample|Exif/);
});

test('turns a picture upright by its orientation', async () => {
  const upright = await sharp(await goodPortrait(aDrawing()))
    .greyscale()
    .raw()
    .toBuffer();
  const lying = await aDrawing().rotate(270).toBuffer();
  const turned = await goodPortrait(sharp(lying).withMetadata({ orientation: 6 }));
  const difference = (await sharp(turned).greyscale().raw().toBuffer()).map((value, index) =>
    Math.abs(value - (upright[index] ?? 0)),
  );
  expect(difference.reduce((sum, value) => sum + value, 0) / difference.length).toBeLessThan(4);
  expect(await faultsOf(sharp(lying))).toContain('wrong-shape');
});

test('takes grey pictures, see-through ones, and square ones', async () => {
  const square = new Uint8Array(await aDrawing(800, 800).ensureAlpha(0.9).png().toBuffer());
  expect(await makePortrait(square)).toMatchObject({ ok: true });
  expect(await sharp(await goodPortrait(aDrawing().greyscale().toColourspace('b-w'))).metadata()).toMatchObject({
    channels: 3,
  });
  const deep = new Uint8Array(await aDrawing().toColourspace('rgb16').png().toBuffer());
  expect(await makePortrait(deep)).toMatchObject({ ok: true });
});

test('stays within the card for the worst picture there is', async () => {
  const noise = sharp(randomBytes(600 * 800 * 3), { raw: { width: 600, height: 800, channels: 3 } });
  const contrasty = noise.resize(180, 240, { kernel: 'nearest' });
  expect((await goodPortrait(contrasty)).length).toBeLessThanOrEqual(MAX_PORTRAIT_BYTES);
});

test('refuses pictures that show no face in even light with PORTRAIT_REFUSED', async () => {
  const plain = (background: string) => sharp({ create: { width: 600, height: 800, channels: 3, background } });
  expect(await portraitOf(plain('grey'))).toEqual({ ok: false, refusal: 'PORTRAIT_REFUSED', faults: ['blank'] });
  expect(await faultsOf(plain('black'))).toEqual(['too-dark', 'blank']);
  expect(await faultsOf(plain('white'))).toEqual(['too-bright', 'blank']);
  expect(await faultsOf(aDrawing().linear(0.2))).toContain('too-dark');
  expect(await faultsOf(aDrawing().linear(1, 120))).toContain('too-bright');
  expect(await faultsOf(aDrawing().blur(30))).toEqual(['blurred']);
  expect(await faultsOf(aDrawing(90, 120))).toContain('too-small');
  expect(await faultsOf(aDrawing(1200, 900))).toEqual(['wrong-shape']);
});

test('refuses what is no picture, before it is decoded', async () => {
  expect(await makePortrait(new TextEncoder().encode('%PDF-1.7\nstartxref\n0\n%%EOF\n'))).toEqual({
    ok: false,
    refusal: 'EVIDENCE_TYPE_REFUSED',
  });
  expect(await makePortrait(new Uint8Array(10))).toEqual({ ok: false, refusal: 'EVIDENCE_TYPE_REFUSED' });
});
