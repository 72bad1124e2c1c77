import type { PageFamily } from '../../page/page.ts';
import { casePages } from './case-pages.ts';
import { correctPages } from './correct-pages.ts';
import { dataPage } from './data-page.ts';
import { entitlementsPage } from './entitlements-page.ts';
import { filePages } from './file-pages.ts';
import { languagePage } from './language-page.ts';
import { looksPage } from './looks-page.ts';
import { lossPages } from './loss-pages.ts';
import { overviewPage } from './overview-page.ts';
import { reportPages } from './report-pages.ts';

/** What holders see of themselves, and what they can do about it. */
export const meFamily: PageFamily = {
  name: 'me',
  pages: [
    overviewPage,
    dataPage,
    ...correctPages,
    looksPage,
    entitlementsPage,
    ...casePages,
    ...reportPages,
    ...lossPages,
    languagePage,
    ...filePages,
  ],
};
