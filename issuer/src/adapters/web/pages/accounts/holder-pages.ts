import * as z from 'zod';
import { type FormField, sentenceOf } from '../../page/form-errors.ts';
import type { FormErrors, PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { goTo, showForm, showPage } from '../../page/shown.ts';
import { typedIn } from '../../page/text-of.ts';
import { onHolderAccounts } from './account-to-end.ts';

const PATH = '/office/holder-accounts';
const RECORD: FormField = { pointer: '/params/personId', words: 'accounts.record' };

/** Accounts of holders, found by the number of their record, which names nobody. */
export const holderPages: readonly PageDefinition[] = [
  { path: PATH, access: 'signed-in', show: (page) => showSearch(page), act: search },
  { path: `${PATH}/:personId`, access: 'signed-in', show: showFound },
];

async function showSearch({ kept, fields }: PageRequest, errors?: FormErrors): Promise<Shown> {
  return showForm('accounts/find-holder', { data: {}, values: { ...kept, ...fields }, errors });
}

async function search(page: PageRequest): Promise<Shown> {
  const typed = z.uuid().safeParse(typedIn(page.fields, 'ownerId')?.toLowerCase());
  if (typed.success) return goTo(`${PATH}/${typed.data}`);
  return showSearch(page, { status: 400, fields: { ownerId: sentenceOf(page, 'ownerId', RECORD) }, others: [] });
}

function showFound(page: PageRequest): Promise<Shown> {
  const { personId } = page.params;
  const isDisabled = page.query['done'] === 'disabled';
  return onHolderAccounts(page, (accounts) => showPage('accounts/of-holder', { accounts, personId, isDisabled }));
}
