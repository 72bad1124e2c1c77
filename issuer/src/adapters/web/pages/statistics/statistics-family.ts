import type { PageFamily } from '../../page/page.ts';
import { statisticsPage } from './statistics-page.ts';

/** Counts of cases. */
export const statisticsFamily: PageFamily = { name: 'statistics', pages: [statisticsPage] };
