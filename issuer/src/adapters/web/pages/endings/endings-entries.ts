import type { PageEntry } from '../home/page-entry.ts';

/** The way from the home page to cards that two persons revoke. */
export const endingsEntries: readonly PageEntry[] = [
  { to: '/office/endings/batches', words: 'endings.batches.title', roles: ['supervisor'] },
];
