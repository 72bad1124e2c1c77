import type { PageFamily } from '../../page/page.ts';
import { batchPage } from './batch-page.ts';
import { batchesPage } from './batches-page.ts';
import { proposePage } from './propose-page.ts';

/** Cases that two persons approve together, and their cards that many readers make. */
export const batchesFamily: PageFamily = { name: 'batches', pages: [batchesPage, proposePage, batchPage] };
