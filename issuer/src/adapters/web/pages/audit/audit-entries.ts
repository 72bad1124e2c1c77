import type { PageEntry } from '../home/page-entry.ts';

/** Ways to the audit log from the home page. */
export const auditEntries: readonly PageEntry[] = [{ to: '/office/audit', words: 'audit.title', roles: ['auditor'] }];
