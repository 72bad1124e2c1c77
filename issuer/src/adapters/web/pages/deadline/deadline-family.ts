import type { PageFamily } from '../../page/page.ts';
import { extensionPage } from './extension-page.ts';

/** The clock of a case, where it gets more days. */
export const deadlineFamily: PageFamily = { name: 'deadline', pages: [extensionPage] };
