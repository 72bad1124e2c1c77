import { casesEn } from '../pages/cases/cases-en.ts';
import { casesZh } from '../pages/cases/cases-zh.ts';
import { demonstrationEn } from '../pages/demonstration/demonstration-en.ts';
import { demonstrationZh } from '../pages/demonstration/demonstration-zh.ts';
import { homeEn } from '../pages/home/home-en.ts';
import { homeZh } from '../pages/home/home-zh.ts';
import { sessionEn } from '../pages/session/session-en.ts';
import { sessionZh } from '../pages/session/session-zh.ts';
import { commonEn } from './common-en.ts';
import { commonZh } from './common-zh.ts';
import type { Language } from './language.ts';
import { listTexts } from './list-texts.ts';
import { problemTexts } from './problems/problem-texts.ts';
import type { SameKeys, Texts } from './texts.ts';

const zh = {
  cases: casesZh,
  common: commonZh,
  demonstration: demonstrationZh,
  home: homeZh,
  session: sessionZh,
} as const;
const en: SameKeys<typeof zh> = {
  cases: casesEn,
  common: commonEn,
  demonstration: demonstrationEn,
  home: homeEn,
  session: sessionEn,
};

/** Every sentence of the pages, by language and family. */
export const PAGE_TEXTS = {
  zh: { ...zh, lists: listTexts('zh'), problems: problemTexts('zh') },
  en: { ...en, lists: listTexts('en'), problems: problemTexts('en') },
} as const satisfies Record<Language, Texts>;
