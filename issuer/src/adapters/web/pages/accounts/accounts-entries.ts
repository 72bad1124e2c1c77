import type { PageEntry } from '../home/page-entry.ts';

/** The way to the accounts from the home page. */
export const accountsEntries: readonly PageEntry[] = [
  { to: '/office/accounts', words: 'accounts.title', roles: ['administrator'] },
];
