import sharp from 'sharp';
import { PICTURE_MAX_PIXELS } from './evidence-limits.ts';

/** Decoding stops after this; a picture at the limits takes about a second. */
const TIMEOUT_S = 10;
/** The result is thrown away: only that all of the picture can be read counts. */
const SIDE = 64;

/** Whether every line of a picture can be decoded. Call it only after the declared size was checked. */
export async function decodesWhole(picture: Uint8Array): Promise<boolean> {
  try {
    await sharp(picture, { failOn: 'warning', limitInputPixels: PICTURE_MAX_PIXELS, sequentialRead: true })
      .resize(SIDE, SIDE, { fit: 'fill', fastShrinkOnLoad: false })
      .timeout({ seconds: TIMEOUT_S })
      .raw()
      .toBuffer();
    return true;
  } catch {
    return false;
  }
}
