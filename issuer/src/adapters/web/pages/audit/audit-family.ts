import type { PageFamily } from '../../page/page.ts';
import { logPages } from './log-page.ts';
import { proofPage } from './proof-page.ts';

/** The audit log for auditors. */
export const auditFamily: PageFamily = { name: 'audit', pages: [...logPages, proofPage] };
