import { type CitizenId, parseCitizenId } from '@residence-permit/shared/identifiers';
import sharp from 'sharp';

/** Weights and check characters of GB 11643-1999 §4.2. */
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS = '10X98765432';

/** The ID number of nobody: area 800000, which no place has. `born`: YYYY-MM-DD; `order`: 0 to 999, odd for men. */
export function anIdNumber(born: string, order: number): CitizenId {
  const digits = `800000${born.replaceAll('-', '')}${String(order).padStart(3, '0')}`;
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(digits[index]), 0);
  return parseCitizenId(`${digits}${CHECKS[sum % 11]}`);
}

/**
 * Names of nobody, by what makes them hard to print: nothing, their length, a character of CJK Extension B that even large
 * fonts leave out.
 */
export const NAMES = {
  ordinary: '样例甲',
  long: '示例·阿卜杜热合曼·样本·图尔荪尼亚孜·示范·麦麦提艾力·样例·买买提依明',
  extensionB: '样\u{22610}',
} as const;

/** Particulars of nobody. */
export const PARTICULARS = {
  sex: 1,
  ethnicGroup: '01',
  hukouAddress: '示例省样本州示例县三号',
  residenceAddress: '示例市示例区样本路 21 号',
} as const;

/** Colours of a drawn face, as SVG takes them. */
export type FaceLook = { readonly hair: string; readonly skin: string; readonly coat: string };

const PLAIN_LOOK: FaceLook = { hair: '#2b211c', skin: '#e8bd98', coat: '#2f4f7f' };

/** A drawn face that passes for a portrait, as a JPEG. Nobody looks like this. */
export async function aDrawnFace({ hair, skin, coat }: FaceLook = PLAIN_LOOK): Promise<Uint8Array> {
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 400" width="600" height="800">
    <rect width="300" height="400" fill="#dfe6ee"/>
    <path d="M30 400 Q40 300 150 300 Q260 300 270 400 Z" fill="${coat}"/>
    <rect x="125" y="240" width="50" height="80" fill="#d9a983"/>
    <ellipse cx="150" cy="180" rx="75" ry="98" fill="${skin}"/>
    <path d="M72 180 Q60 70 150 66 Q240 70 228 180 Q215 110 150 108 Q85 110 72 180 Z" fill="${hair}"/>
    <ellipse cx="120" cy="175" rx="11" ry="6" fill="#fff"/><circle cx="120" cy="175" r="5" fill="#20150f"/>
    <ellipse cx="180" cy="175" rx="11" ry="6" fill="#fff"/><circle cx="180" cy="175" r="5" fill="#20150f"/>
    <path d="M105 157 h30 M165 157 h30" stroke="${hair}" stroke-width="5"/>
    <path d="M150 180 l-9 35 h16" fill="none" stroke="#a97652" stroke-width="3"/>
    <path d="M122 238 Q150 252 178 238" fill="none" stroke="#a8483f" stroke-width="6"/>
  </svg>`;
  return new Uint8Array(
    await sharp(Buffer.from(drawing)).flatten({ background: 'white' }).jpeg({ quality: 92 }).toBuffer(),
  );
}

/** A scanned sheet with so many dots, as a PNG: two numbers give two files. */
export async function aScan(order: number): Promise<Uint8Array> {
  const dots = Array.from(
    { length: 1 + (order % 97) },
    (_, index) => `<rect x="${index * 3}" y="9" width="2" height="2"/>`,
  );
  const sheet = `<svg xmlns="http://www.w3.org/2000/svg" width="300" height="${40 + Math.floor(order / 97)}">${dots.join('')}</svg>`;
  return new Uint8Array(await sharp(Buffer.from(sheet)).flatten({ background: 'white' }).png().toBuffer());
}
