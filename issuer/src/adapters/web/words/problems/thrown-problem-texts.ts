import { CODES, type Code, EXPLANATIONS } from '@residence-permit/shared/errors';
import { answerOfThrown } from '../../../http/index.ts';
import type { Language } from '../language.ts';

/** What people are told about the faults that may be named outside the service, as `docs/errors.md` has it. */
export function thrownProblemTexts(language: Language): Readonly<Record<string, string>> {
  const named = codes().filter((code) => answerOfThrown(code)?.code === code);
  return Object.fromEntries(named.map((code) => [code, sentenceOf(code, language)]));
}

function sentenceOf(code: Code, language: Language): string {
  const { remedy, zh } = EXPLANATIONS[code];
  return language === 'zh' ? `${zh.meaning}${zh.remedy}` : `${CODES[code].meaning} ${remedy}`;
}

function codes(): readonly Code[] {
  return Object.keys(CODES) as readonly Code[];
}
