import type { PageEntry } from '../home/page-entry.ts';

/** Ways from the home page to uses. */
export const usesEntries: readonly PageEntry[] = [
  { to: '/office/uses', words: 'uses.settle.title', roles: ['service-point-operator'] },
  { to: '/office/uses/double', words: 'uses.double.title', roles: ['supervisor', 'auditor'] },
];
