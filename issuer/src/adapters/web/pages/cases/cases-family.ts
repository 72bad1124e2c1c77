import type { PageFamily } from '../../page/page.ts';
import { casePages } from './case-page.ts';
import { decisionPages } from './decision-page.ts';
import { donePage } from './done-page.ts';
import { eligibilityPage } from './eligibility-page.ts';
import { enterPage } from './enter-page.ts';
import { factsPage } from './facts-page.ts';
import { filePages } from './file-pages.ts';
import { papersPage } from './papers-page.ts';
import { queuePage } from './queue-page.ts';

/** Cases from the counter to the card in its holder's hand. */
export const casesFamily: PageFamily = {
  name: 'cases',
  pages: [
    queuePage,
    enterPage,
    ...casePages,
    factsPage,
    papersPage,
    ...filePages,
    eligibilityPage,
    ...decisionPages,
    donePage,
  ],
};
