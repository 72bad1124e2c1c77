import { AccountsView } from '../../../accounts/index.ts';
import type { PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { showPage } from '../../page/shown.ts';
import { placeWords, readOffices, rolesShown } from './read-account.ts';
import { NEW_PLACES } from './role-form.ts';

/** So many come at a time. */
const PAGE = 100;

/** The accounts by login with their roles, and the ways to a new one. */
export const listPage: PageDefinition = { path: '/office/accounts', access: 'signed-in', show: showList };

async function showList(page: PageRequest): Promise<Shown> {
  const { after = '' } = page.query;
  const found = await page.ask('listAccounts', { query: { after }, reply: AccountsView });
  if (found.kind === 'problem') return found;
  const offices = await readOffices(page);
  if (offices.kind === 'problem') return offices;
  const placeOf = placeWords(page, offices.body);
  const { accounts } = found.body;
  return showPage('accounts/list', {
    accounts: accounts.map((account) => ({ ...account, roles: rolesShown(page, account.roles, placeOf) })),
    places: NEW_PLACES,
    isLater: after !== '',
    next: accounts.length < PAGE ? undefined : new URLSearchParams({ after: accounts.at(-1)?.login ?? '' }).toString(),
  });
}
