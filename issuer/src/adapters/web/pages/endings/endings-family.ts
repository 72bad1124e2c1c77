import type { PageFamily } from '../../page/page.ts';
import { batchPages } from './batch-pages.ts';
import { cancellationPages } from './cancellation-page.ts';
import { endPages } from './end-pages.ts';

/** How cards and permits end: revoked, ended by the office, given up by their holder. */
export const endingsFamily: PageFamily = {
  name: 'endings',
  pages: [...batchPages, ...endPages, ...cancellationPages],
};
