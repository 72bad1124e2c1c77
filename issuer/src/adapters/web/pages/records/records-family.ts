import type { PageFamily } from '../../page/page.ts';
import { confirmPages } from './confirm-pages.ts';
import { erasePages } from './erase-pages.ts';
import { numberPage } from './number-page.ts';
import { recordPage } from './record-page.ts';
import { sealPages } from './seal-pages.ts';

/** A person's whole record: sealed, opened again, erased by two, and its number for an account of its holder. */
export const recordsFamily: PageFamily = {
  name: 'records',
  pages: [recordPage, ...sealPages, ...erasePages, ...confirmPages, numberPage],
};
