import type { PageFamily } from '../../page/page.ts';
import { certificatePages } from './certificate-pages.ts';
import { listPage } from './list-page.ts';
import { terminalPages } from './terminal-page.ts';

/** Terminals: enrolled by who runs them, approved, certified and revoked. */
export const terminalsFamily: PageFamily = {
  name: 'terminals',
  pages: [listPage, ...terminalPages, ...certificatePages],
};
