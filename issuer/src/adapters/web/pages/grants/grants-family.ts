import type { PageFamily } from '../../page/page.ts';
import { cardPages } from './card-pages.ts';
import { decidePages } from './decide-pages.ts';
import { enterPage } from './enter-page.ts';
import { keyPages } from './key-pages.ts';
import { listPages } from './list-page.ts';
import { ofPersonPage } from './of-person-page.ts';

/** Entitlements on the signed instruction of a department, their withdrawal, their writing to cards, and the keys that sign them. */
export const grantsFamily: PageFamily = {
  name: 'grants',
  pages: [...listPages, enterPage, ...decidePages, ofPersonPage, ...cardPages, ...keyPages],
};
