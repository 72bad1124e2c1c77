import type { PageEntry } from '../home/page-entry.ts';

/** The way from the home page to merged records. */
export const mergesEntries: readonly PageEntry[] = [
  { to: '/office/merges', words: 'merges.title', roles: ['reviewer', 'supervisor'] },
];
