import type { PageEntry } from '../home/page-entry.ts';

/** Ways to statistics from the home page. */
export const statisticsEntries: readonly PageEntry[] = [
  { to: '/office/statistics', words: 'statistics.title', roles: ['supervisor', 'auditor'] },
];
