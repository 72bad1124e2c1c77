import type { PageEntry } from '../home/page-entry.ts';

/** Ways to what is looked at again from the home page. */
export const reviewsEntries: readonly PageEntry[] = [
  { to: '/office/reviews', words: 'reviews.title', roles: ['clerk', 'reviewer', 'supervisor'] },
];
