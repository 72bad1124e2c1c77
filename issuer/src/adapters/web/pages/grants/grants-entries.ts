import type { PageEntry } from '../home/page-entry.ts';

/** Ways to entitlements and the keys of departments from the home page. */
export const grantsEntries: readonly PageEntry[] = [
  { to: '/office/grants', words: 'grants.title', roles: ['clerk', 'reviewer'] },
  { to: '/office/department-keys', words: 'grants.keys.title', roles: ['supervisor'] },
];
