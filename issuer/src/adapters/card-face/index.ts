export { FACE_FONTS, type FaceFonts, openFaceFonts } from './fonts/face-fonts.ts';
export { chooseFontsFrom } from './fonts/choose-fonts-from.ts';
export {
  type Box,
  CARD_SIZE,
  type CardFace,
  type FaceElement,
  type FaceSide,
  type FaceSides,
  type FaceText,
  layCardFace,
  SAFE_MARGIN,
  widthOf,
} from './layout/index.ts';
export { printCardFace, showCardFace } from './print-card-face.ts';
