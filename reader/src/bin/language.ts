import { CODES, type Code, EXPLANATIONS } from '@residence-permit/shared/errors';

export const LANGUAGES = ['zh', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Chinese where the environment asks for it, else English. */
export function languageOf(environment: Readonly<Record<string, string | undefined>>): Language {
  const locale = environment['LC_ALL'] ?? environment['LC_MESSAGES'] ?? environment['LANG'] ?? '';
  return locale.startsWith('zh') ? 'zh' : 'en';
}

/** What a code means and what to do about it, in words for the person at the counter. */
export function explainCode(code: Code, language: Language): { readonly meaning: string; readonly remedy: string } {
  const { remedy, zh } = EXPLANATIONS[code];
  return language === 'zh' ? zh : { meaning: CODES[code].meaning, remedy };
}
