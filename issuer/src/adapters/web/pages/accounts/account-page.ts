import type { PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { showPage } from '../../page/shown.ts';
import { onAccount, rolesShown } from './read-account.ts';
import { PLACES } from './role-form.ts';

const DONE = ['roles', 'disabled'];

/** One account: how it stands, its roles, and what can be done about it. */
export const accountPage: PageDefinition = {
  path: '/office/accounts/:accountId',
  access: 'signed-in',
  show: (page) => showAccount(page),
};

function showAccount(page: PageRequest): Promise<Shown> {
  return onAccount(page, (account, placeOf) =>
    showPage('accounts/account', {
      account,
      roles: rolesShown(page, account.roles, placeOf),
      places: PLACES,
      isOwn: account.accountId === page.viewer?.accountId,
      done: DONE.find((name) => name === page.query['done']),
    }),
  );
}
