import type { PageFamily } from '../../page/page.ts';
import { cataloguePage } from './catalogue-page.ts';
import { purposesPage } from './purposes-page.ts';

/** What the authority publishes, for people to read. */
export const publishedFamily: PageFamily = { name: 'published', pages: [cataloguePage, purposesPage] };
