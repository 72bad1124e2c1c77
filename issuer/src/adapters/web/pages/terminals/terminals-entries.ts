import type { PageEntry } from '../home/page-entry.ts';

/** Ways to terminals from the home page. */
export const terminalsEntries: readonly PageEntry[] = [
  { to: '/office/terminals', words: 'terminals.title', roles: ['supervisor', 'service-point-operator', 'integrator'] },
];
