import type { PageFamily } from '../../page/page.ts';
import { appealPage } from './appeal-page.ts';
import { duplicatePage } from './duplicate-page.ts';
import { listPage } from './list-page.ts';
import { mergePages } from './merge-page.ts';
import { reportPage } from './report-page.ts';
import { stayPage } from './stay-page.ts';

/** What an office looks at again: pairs of records, appeals, stays and reports. */
export const reviewsFamily: PageFamily = {
  name: 'reviews',
  pages: [listPage, duplicatePage, ...mergePages, appealPage, stayPage, reportPage],
};
