import type { PageEntry } from '../home/page-entry.ts';

/** The way from the home page to paper registers. */
export const importsEntries: readonly PageEntry[] = [
  { to: '/office/imports', words: 'imports.title', roles: ['supervisor'] },
];
