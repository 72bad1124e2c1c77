import type { FaceElement, FaceSide } from './face-element.ts';

/** Names of the sides, for who cannot see them. */
export const SIDE_NAMES = {
  front: '居住证正面 Residence permit, front',
  back: '居住证背面 Residence permit, back',
} as const satisfies Record<FaceSide, string>;

/** What the pictures on a face show, in words. */
export const PICTURE_NAMES = {
  portrait: '持证人照片 Portrait of the holder',
  code: '卡面访问号码的二维码 The card access number as a QR code',
} as const satisfies Record<'portrait' | 'code', string>;

/** Everything that a side says, in its order: a label and its value on one line. */
export function faceWords(elements: readonly FaceElement[]): string {
  return elements
    .map((element) => {
      if (element.kind === 'fill') return '';
      if (element.kind !== 'text') return `${PICTURE_NAMES[element.part]}\n`;
      return element.part.endsWith('-label') ? `${element.text}: ` : `${element.text}\n`;
    })
    .join('');
}
