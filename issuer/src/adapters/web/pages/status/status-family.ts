import type { PageFamily } from '../../page/page.ts';
import { statusPage } from './status-page.ts';

/** How the service and what it publishes stand. */
export const statusFamily: PageFamily = { name: 'status', pages: [statusPage] };
