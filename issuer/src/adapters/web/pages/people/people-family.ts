import type { PageFamily } from '../../page/page.ts';
import { findPage } from './find-page.ts';

/** Finding who stands at the counter. */
export const peopleFamily: PageFamily = { name: 'people', pages: [findPage] };
