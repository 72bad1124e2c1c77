import type { PageFamily } from '../page/page.ts';
import { batchesFamily } from './batches/batches-family.ts';
import { cardsFamily } from './cards/cards-family.ts';
import { casesFamily } from './cases/cases-family.ts';
import { homeFamily } from './home/home-family.ts';
import { lossFamily } from './loss/loss-family.ts';
import { sessionFamily } from './session/session-family.ts';
import { stockFamily } from './stock/stock-family.ts';

/** Every page. A new family is one line here, and one in `words/page-texts.ts`. */
export const FAMILIES: readonly PageFamily[] = [
  batchesFamily,
  cardsFamily,
  casesFamily,
  homeFamily,
  lossFamily,
  sessionFamily,
  stockFamily,
];
