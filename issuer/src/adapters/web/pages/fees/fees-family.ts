import type { PageFamily } from '../../page/page.ts';
import { feesPage } from './fees-page.ts';

/** What a case costs. */
export const feesFamily: PageFamily = { name: 'fees', pages: [feesPage] };
