import type { PageFamily } from '../../page/page.ts';
import { importsPages } from './imports-pages.ts';
import { runPages } from './run-pages.ts';

/** A paper register that is taken over: tried first, then row by row. It issues nothing. */
export const importsFamily: PageFamily = { name: 'imports', pages: [...importsPages, ...runPages] };
