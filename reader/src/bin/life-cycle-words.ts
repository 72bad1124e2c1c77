import type { Language } from './language.ts';

const WORDS: ReadonlyMap<string, Readonly<Record<Language, string>>> = new Map([
  ['blank', { zh: '空白', en: 'blank' }],
  ['personalised', { zh: '已制证，尚未激活', en: 'personalised, not active yet' }],
  ['active', { zh: '使用中', en: 'active' }],
  ['terminated', { zh: '已终止', en: 'terminated' }],
]);

/** What the chip says of its life, in words; a name that is not known is shown as it is. Card profile 1 §9 */
export function describeLifeCycle(name: string, language: Language): string {
  return WORDS.get(name)?.[language] ?? name;
}
