import type { PageFamily } from '../../page/page.ts';
import { declarePages } from './declare-pages.ts';
import { endPage } from './end-page.ts';
import { staysPage } from './stays-page.ts';

/** Where somebody lives, as it is registered at the counter. */
export const staysFamily: PageFamily = { name: 'stays', pages: [staysPage, ...declarePages, endPage] };
