import type { Fields } from '../../page/page.ts';
import { textOf } from '../../page/text-of.ts';

/** An ID number is 18 characters. GB 11643-1999. */
const CITIZEN_ID = /^\d{17}[\dXx]$/;

/** The body of a search for what was typed as `text`, which tells what it is: an ID number, Chinese characters of a name, or its pinyin. */
export function personQueryOf(fields: Fields) {
  const text = textOf(fields, 'text');
  if (CITIZEN_ID.test(text)) return { kind: 'citizen-id', citizenId: text.toUpperCase() } as const;
  return { kind: /\p{Script=Han}/u.test(text) ? 'name' : 'pinyin', prefix: text } as const;
}
