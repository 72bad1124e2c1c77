import type { PageFamily } from '../../page/page.ts';
import { cardPages } from './card-pages.ts';
import { holderPages } from './holder-pages.ts';

/** The yearly endorsement at the counter: what it would do, its case, and the card at the reader. */
export const endorseFamily: PageFamily = { name: 'endorse', pages: [...holderPages, ...cardPages] };
