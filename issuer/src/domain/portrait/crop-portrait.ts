import { PORTRAIT_SIZE } from './portrait-rules.ts';

/** Width and height in pixels. */
export type PictureSize = { readonly width: number; readonly height: number };

/** A part of a picture in pixels. */
export type PictureCrop = PictureSize & { readonly left: number; readonly top: number };

/**
 * The largest part of an upright picture that has the card's aspect: as much off the left as off the right; of a tall picture
 * more off the bottom, since the face is in the upper half.
 */
export function cropPortrait(picture: PictureSize): PictureCrop {
  const aspect = PORTRAIT_SIZE.width / PORTRAIT_SIZE.height;
  const width = Math.max(1, Math.min(picture.width, Math.round(picture.height * aspect)));
  const height = Math.max(1, Math.min(picture.height, Math.round(picture.width / aspect)));
  return {
    width,
    height,
    left: Math.floor((picture.width - width) / 2),
    top: Math.floor((picture.height - height) / 4),
  };
}
