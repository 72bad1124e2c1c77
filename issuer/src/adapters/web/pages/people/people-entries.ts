import type { PageEntry } from '../home/page-entry.ts';

/** The way from the home page to whoever comes to the counter. */
export const peopleEntries: readonly PageEntry[] = [{ to: '/office/people', words: 'people.entry', roles: ['clerk'] }];
