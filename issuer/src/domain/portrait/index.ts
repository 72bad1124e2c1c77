export { cropPortrait, type PictureCrop, type PictureSize } from './crop-portrait.ts';
export {
  judgePortraitMeasures,
  judgePortraitSize,
  PORTRAIT_FAULTS,
  type PortraitFault,
} from './judge-portrait.ts';
export { measurePortrait, type PortraitMeasures } from './measure-portrait.ts';
export { PORTRAIT_RULES, PORTRAIT_SIZE, PORTRAIT_TARGET_BYTES } from './portrait-rules.ts';
