import type { PageFamily } from '../../page/page.ts';
import { doubleUsesPage } from './double-uses-page.ts';
import { settlePage } from './settle-page.ts';

/** Uses that chips counted: settled by whoever runs the terminals, and those that cannot all be right. */
export const usesFamily: PageFamily = { name: 'uses', pages: [settlePage, doubleUsesPage] };
