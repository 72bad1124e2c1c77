import type { PageFamily } from '../../page/page.ts';
import { accountPage } from './account-page.ts';
import { endPages } from './end-pages.ts';
import { holderPages } from './holder-pages.ts';
import { listPage } from './list-page.ts';
import { newPage } from './new-page.ts';
import { rolesPages } from './roles-page.ts';

/** Accounts of officers, departments, organisations and holders: made, given roles, set up anew and closed by an administrator. */
export const accountsFamily: PageFamily = {
  name: 'accounts',
  pages: [listPage, newPage, accountPage, ...rolesPages, ...endPages, ...holderPages],
};
