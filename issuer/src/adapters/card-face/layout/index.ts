export type { CardFace } from './card-face.ts';
export { CARD_SIZE, SAFE_MARGIN } from './card-size.ts';
export type { Box, FaceColour, FaceElement, FaceSide, FaceSides, FaceText } from './face-element.ts';
export { layCardFace } from './lay-card-face.ts';
export { type ChooseFonts, type TextRun, widthOf } from './set-text.ts';
