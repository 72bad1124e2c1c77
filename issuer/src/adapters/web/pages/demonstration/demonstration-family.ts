import type { PageFamily } from '../../page/page.ts';
import { stepsPage } from './steps-page.ts';
import { startPage } from './start-page.ts';
import { tapPages } from './tap-pages.ts';
import { visitPage } from './visit-page.ts';

/** What a visitor of a demonstration finds. It is served beside a demonstration alone, and its first page is then the service's. */
export const demonstrationFamily: PageFamily = {
  name: 'demonstration',
  pages: [startPage, stepsPage, ...tapPages, visitPage],
};
