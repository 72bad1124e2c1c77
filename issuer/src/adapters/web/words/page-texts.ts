import { batchesEn } from '../pages/batches/batches-en.ts';
import { batchesZh } from '../pages/batches/batches-zh.ts';
import { cardsEn } from '../pages/cards/cards-en.ts';
import { cardsZh } from '../pages/cards/cards-zh.ts';
import { casesEn } from '../pages/cases/cases-en.ts';
import { casesZh } from '../pages/cases/cases-zh.ts';
import { demonstrationEn } from '../pages/demonstration/demonstration-en.ts';
import { demonstrationZh } from '../pages/demonstration/demonstration-zh.ts';
import { homeEn } from '../pages/home/home-en.ts';
import { homeZh } from '../pages/home/home-zh.ts';
import { lossEn } from '../pages/loss/loss-en.ts';
import { lossZh } from '../pages/loss/loss-zh.ts';
import { sessionEn } from '../pages/session/session-en.ts';
import { sessionZh } from '../pages/session/session-zh.ts';
import { stockEn } from '../pages/stock/stock-en.ts';
import { stockZh } from '../pages/stock/stock-zh.ts';
import { commonEn } from './common-en.ts';
import { commonZh } from './common-zh.ts';
import type { Language } from './language.ts';
import { listTexts } from './list-texts.ts';
import { problemTexts } from './problems/problem-texts.ts';
import type { SameKeys, Texts } from './texts.ts';

const zh = {
  batches: batchesZh,
  cards: cardsZh,
  cases: casesZh,
  common: commonZh,
  demonstration: demonstrationZh,
  home: homeZh,
  loss: lossZh,
  session: sessionZh,
  stock: stockZh,
} as const;
const en: SameKeys<typeof zh> = {
  batches: batchesEn,
  cards: cardsEn,
  cases: casesEn,
  common: commonEn,
  demonstration: demonstrationEn,
  home: homeEn,
  loss: lossEn,
  session: sessionEn,
  stock: stockEn,
};

/** Every sentence of the pages, by language and family. */
export const PAGE_TEXTS = {
  zh: { ...zh, lists: listTexts('zh'), problems: problemTexts('zh') },
  en: { ...en, lists: listTexts('en'), problems: problemTexts('en') },
} as const satisfies Record<Language, Texts>;
