import { SetUpView } from '../../../accounts/index.ts';
import { formErrorsOf } from '../../page/form-errors.ts';
import type { FormErrors, PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { goTo, showForm } from '../../page/shown.ts';
import { onAccountToEnd } from './account-to-end.ts';
import { showCode } from './show-code.ts';

const PATHS = ['/office/accounts/:accountId', '/office/holder-accounts/:personId/:accountId'] as const;

type Act = 'reset' | 'disable';

/** Asked once more before an account is set up anew or closed. */
export const endPages: readonly PageDefinition[] = PATHS.flatMap((path): readonly PageDefinition[] => [
  { path: `${path}/reset`, access: 'signed-in', show: (page) => showConfirm(page, 'reset'), act: reset },
  { path: `${path}/disable`, access: 'signed-in', show: (page) => showConfirm(page, 'disable'), act: disable },
]);

function showConfirm(page: PageRequest, act: Act, errors?: FormErrors): Promise<Shown> {
  const here = page.path;
  return onAccountToEnd(page, (account) =>
    showForm('accounts/confirm', { data: { account, act, here }, values: {}, errors }),
  );
}

function reset(page: PageRequest): Promise<Shown> {
  return onAccountToEnd(page, async (account) => {
    const done = await page.ask('resetAccount', { params: { accountId: account.accountId }, reply: SetUpView });
    if (done.kind === 'reply') {
      return showCode(page, { account, code: done.body, isNew: false, isHolder: account.isHolder });
    }
    const errors = formErrorsOf(page, done, {});
    return errors === undefined ? done : showConfirm(page, 'reset', errors);
  });
}

function disable(page: PageRequest): Promise<Shown> {
  return onAccountToEnd(page, async ({ accountId, from }) => {
    const done = await page.ask('disableAccount', { params: { accountId } });
    if (done.kind === 'reply') return goTo(`${from}?done=disabled`);
    const errors = formErrorsOf(page, done, {});
    return errors === undefined ? done : showConfirm(page, 'disable', errors);
  });
}
