/** Gives the pinyin of a Han text without tones, one reading a syllable, in order. */
export type ToPinyin = (han: string) => readonly string[];

const SEPARATORS = /[\s·•・‧.’'-]+/gu;
const HAN = /\p{Script=Han}/u;

/** A name as it is compared: NFKC, without spaces, middle dots and hyphens, in lower case. */
export function nameKey(name: string): string {
  return name.normalize('NFKC').replaceAll(SEPARATORS, '').toLowerCase();
}

/**
 * The name in Latin letters: the pinyin of its Han characters and everything else as it is. A character that the dictionary
 * does not know stands for itself, so that two rare names are not taken for one.
 */
export function pinyinKey(name: string, toPinyin: ToPinyin): string {
  const key = nameKey(name);
  return HAN.test(key) ? nameKey(toPinyin(key).join('')) : key;
}
