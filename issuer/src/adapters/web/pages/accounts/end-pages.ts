import { SetUpView } from '../../../accounts/index.ts';
import { formErrorsOf } from '../../page/form-errors.ts';
import type { FormErrors, PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { goTo, showForm } from '../../page/shown.ts';
import { onAccount } from './read-account.ts';
import { showCode } from './show-code.ts';

const PATH = '/office/accounts/:accountId';

type Act = 'reset' | 'disable';

/** Asked once more before an account is set up anew or closed. */
export const endPages: readonly PageDefinition[] = [
  { path: `${PATH}/reset`, access: 'signed-in', show: (page) => showConfirm(page, 'reset'), act: reset },
  { path: `${PATH}/disable`, access: 'signed-in', show: (page) => showConfirm(page, 'disable'), act: disable },
];

function showConfirm(page: PageRequest, act: Act, errors?: FormErrors): Promise<Shown> {
  return onAccount(page, (account) => showForm('accounts/confirm', { data: { account, act }, values: {}, errors }));
}

function reset(page: PageRequest): Promise<Shown> {
  return onAccount(page, async (account) => {
    const params = { accountId: account.accountId };
    const done = await page.ask('resetAccount', { params, reply: SetUpView });
    if (done.kind === 'reply') return showCode(page, { account, code: done.body, isNew: false, isHolder: false });
    const errors = formErrorsOf(page, done, {});
    return errors === undefined ? done : showConfirm(page, 'reset', errors);
  });
}

async function disable(page: PageRequest): Promise<Shown> {
  const { accountId = '' } = page.params;
  const done = await page.ask('disableAccount', { params: { accountId } });
  if (done.kind === 'reply') return goTo(`/office/accounts/${accountId}?done=disabled`);
  const errors = formErrorsOf(page, done, {});
  return errors === undefined ? done : showConfirm(page, 'disable', errors);
}
