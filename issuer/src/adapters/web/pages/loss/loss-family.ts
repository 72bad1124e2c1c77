import type { PageFamily } from '../../page/page.ts';
import { findPage } from './find-page.ts';
import { lossPages } from './person-page.ts';
import { returnPage } from './return-page.ts';

/** Lost cards by telephone and at the counter, and cards that come back. */
export const lossFamily: PageFamily = { name: 'loss', pages: [findPage, returnPage, ...lossPages] };
