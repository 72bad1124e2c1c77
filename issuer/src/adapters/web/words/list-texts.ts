import { ETHNIC_GROUPS } from '@residence-permit/shared/records';
import { KIND_NAMES, PAPER_NAMES } from '../../documents/content/name-tables.ts';
import type { Language } from './language.ts';
import { listsEn } from './lists-en.ts';
import { listsZh } from './lists-zh.ts';
import type { Texts } from './texts.ts';

const WRITTEN = { zh: listsZh, en: listsEn } as const;

/** The words of every closed list that pages show: those that printed papers use as well, and those of the pages. */
export function listTexts(language: Language): Texts {
  return {
    ...WRITTEN[language],
    kind: wordsOf(KIND_NAMES, language),
    paper: wordsOf(PAPER_NAMES, language),
    ethnicGroup: Object.fromEntries([...ETHNIC_GROUPS].map(([code, titles]) => [code, titles[language]])),
  };
}

function wordsOf(table: Readonly<Record<string, Readonly<Record<Language, string>>>>, language: Language): Texts {
  return Object.fromEntries(Object.entries(table).map(([name, words]) => [name, words[language]]));
}
