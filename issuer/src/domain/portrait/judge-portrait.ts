import { cropPortrait, type PictureSize } from './crop-portrait.ts';
import type { PortraitMeasures } from './measure-portrait.ts';
import { PORTRAIT_RULES } from './portrait-rules.ts';

/** Why a picture cannot serve as a portrait, with what to do about it in both languages. */
export const PORTRAIT_FAULTS = {
  'too-small': { en: 'Take it closer, or with more pixels.', zh: '像素太少，请靠近拍摄或提高分辨率。' },
  'wrong-shape': { en: 'Take it upright, about three wide to four high.', zh: '请竖拍，宽高比约为三比四。' },
  'too-dark': { en: 'The face is too dark: take it with more light.', zh: '面部过暗，请增加光线。' },
  'too-bright': { en: 'The face is too bright: take it with less light.', zh: '面部过亮，请减少光线。' },
  blank: { en: 'It shows next to nothing.', zh: '画面几乎空白。' },
  blurred: { en: 'It is out of focus or moved.', zh: '画面模糊。' },
} as const satisfies Record<string, { readonly en: string; readonly zh: string }>;

export type PortraitFault = keyof typeof PORTRAIT_FAULTS;

/** Whether an upright picture has the shape and size of a portrait; every fault at once. */
export function judgePortraitSize(picture: PictureSize): readonly PortraitFault[] {
  const aspect = picture.width / picture.height;
  const crop = cropPortrait(picture);
  const faults: PortraitFault[] = [];
  if (crop.width < PORTRAIT_RULES.minWidth || crop.height < PORTRAIT_RULES.minHeight) faults.push('too-small');
  if (aspect < PORTRAIT_RULES.minAspect || aspect > PORTRAIT_RULES.maxAspect) faults.push('wrong-shape');
  return faults;
}

/**
 * Whether what was measured can be a face in even light; every fault at once. Whether it is a face, and whose, a person at the
 * counter says: no face is searched for or measured.
 */
export function judgePortraitMeasures(measures: PortraitMeasures): readonly PortraitFault[] {
  const faults: PortraitFault[] = [];
  if (measures.brightness < PORTRAIT_RULES.minBrightness) faults.push('too-dark');
  if (measures.brightness > PORTRAIT_RULES.maxBrightness) faults.push('too-bright');
  // Nothing can be said of the focus of an empty picture.
  if (measures.contrast < PORTRAIT_RULES.minContrast) faults.push('blank');
  else if (measures.sharpness < PORTRAIT_RULES.minSharpness) faults.push('blurred');
  return faults;
}
