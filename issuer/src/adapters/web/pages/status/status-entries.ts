import type { PageEntry } from '../home/page-entry.ts';

/** Ways to the state of the service from the home page. */
export const statusEntries: readonly PageEntry[] = [
  { to: '/office/status', words: 'status.title', roles: ['supervisor', 'auditor', 'administrator'] },
];
