import { pinyin } from 'pinyin-pro';
import type { ToPinyin } from './name-key.ts';

/**
 * Pinyin by the dictionary of pinyin-pro: no tones, ü as v, and the reading that family names have (单 is shan, not dan).
 * One reading only: names that differ in reading are still compared by their characters.
 */
export const toPinyin: ToPinyin = (han) =>
  pinyin(han, { toneType: 'none', type: 'array', v: true, surname: 'head', nonZh: 'consecutive' });
