import type { PageEntry } from '../home/page-entry.ts';

/** Ways from the home page to what is published in versions. */
export const policyEntries: readonly PageEntry[] = [
  { to: '/office/policy/catalogue', words: 'policy.titles.catalogue', roles: ['supervisor'] },
  { to: '/office/policy/purposes', words: 'policy.titles.purposes', roles: ['supervisor'] },
];
