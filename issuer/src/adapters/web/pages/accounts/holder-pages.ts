import { HolderAccountsView } from '../../../accounts/index.ts';
import { type FormFields, formErrorsOf } from '../../page/form-errors.ts';
import type { FormErrors, PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { goTo, showForm, showPage } from '../../page/shown.ts';
import { typedIn } from '../../page/text-of.ts';
import { onHolderAccounts } from './account-to-end.ts';

const PATH = '/office/holder-accounts';
const FIELDS: FormFields = { ownerId: { pointer: '/params/personId', words: 'accounts.record' } };

/** Accounts of holders, found by the number of their record, which names nobody. */
export const holderPages: readonly PageDefinition[] = [
  { path: PATH, access: 'signed-in', show: (page) => showSearch(page), act: search },
  { path: `${PATH}/:personId`, access: 'signed-in', show: showFound },
];

async function showSearch({ kept, fields }: PageRequest, errors?: FormErrors): Promise<Shown> {
  return showForm('accounts/find-holder', { data: {}, values: { ...kept, ...fields }, errors });
}

async function search(page: PageRequest): Promise<Shown> {
  const personId = typedIn(page.fields, 'ownerId')?.toLowerCase() ?? '';
  const found = await page.ask('listHolderAccounts', { params: { personId }, reply: HolderAccountsView });
  if (found.kind === 'reply') return goTo(`${PATH}/${personId}`);
  const errors = formErrorsOf(page, found, FIELDS);
  return errors === undefined ? found : showSearch(page, errors);
}

function showFound(page: PageRequest): Promise<Shown> {
  const { personId } = page.params;
  const isDisabled = page.query['done'] === 'disabled';
  return onHolderAccounts(page, (accounts) => showPage('accounts/of-holder', { accounts, personId, isDisabled }));
}
