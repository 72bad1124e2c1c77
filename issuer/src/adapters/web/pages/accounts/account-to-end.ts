import type * as z from 'zod';
import { HolderAccountsView } from '../../../accounts/index.ts';
import type { PageRequest, Shown } from '../../page/page.ts';
import { onAccount } from './read-account.ts';
import { NOT_FOUND } from '../../page/shown.ts';

export type HolderAccount = z.output<typeof HolderAccountsView>['accounts'][number];

/** An account that is about to be set up anew or closed. */
export type AccountToEnd = {
  readonly accountId: string;
  readonly login: string;
  /** Nothing for a holder's, whose name is a person's. */
  readonly displayName: string | undefined;
  /** Where both are asked for and where it goes on. */
  readonly from: `/${string}`;
  readonly isHolder: boolean;
};

/** Shows the accounts of the record that the address names. */
export async function onHolderAccounts(
  page: PageRequest,
  show: (accounts: readonly HolderAccount[]) => Shown | Promise<Shown>,
): Promise<Shown> {
  const params = { personId: page.params['personId'] ?? '' };
  const found = await page.ask('listHolderAccounts', { params, reply: HolderAccountsView });
  return found.kind === 'problem' ? found : show(found.body.accounts);
}

/** Shows the account that the address names: a holder's below the number of their record, any other by itself. */
export async function onAccountToEnd(
  page: PageRequest,
  show: (account: AccountToEnd) => Shown | Promise<Shown>,
): Promise<Shown> {
  const { personId, accountId } = page.params;
  if (personId === undefined) {
    return onAccount(page, ({ login, displayName, ...one }) =>
      show({
        accountId: one.accountId,
        login,
        displayName,
        from: `/office/accounts/${one.accountId}`,
        isHolder: false,
      }),
    );
  }
  return onHolderAccounts(page, (accounts) => {
    const account = accounts.find((one) => one.accountId === accountId);
    if (account === undefined) return NOT_FOUND;
    const from = `/office/holder-accounts/${personId}` as const;
    return show({ accountId: account.accountId, login: account.login, displayName: undefined, from, isHolder: true });
  });
}
