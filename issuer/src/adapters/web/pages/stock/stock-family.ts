import type { PageFamily } from '../../page/page.ts';
import { closePage } from './close-page.ts';
import { ledgerPage } from './ledger-page.ts';
import { movePage } from './move-page.ts';
import { removalPages } from './removal-pages.ts';
import { stockPage } from './stock-page.ts';
import { takeInPage } from './take-in-page.ts';

/** Blanks and cards by serial: where each stands, what is carried, what is written off, and the close of a day. */
export const stockFamily: PageFamily = {
  name: 'stock',
  pages: [stockPage, takeInPage, movePage, ledgerPage, closePage, ...removalPages],
};
