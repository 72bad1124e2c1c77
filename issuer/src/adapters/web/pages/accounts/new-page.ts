import { SetUpView } from '../../../accounts/index.ts';
import { type FormFields, formErrorsOf } from '../../page/form-errors.ts';
import type { FormErrors, PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { goTo, showForm } from '../../page/shown.ts';
import { textOf } from '../../page/text-of.ts';
import { grantsOf, missingOf, newPlaceNamed, ROLE_FIELDS, roleChoices, rolesIn, withTicks } from './role-form.ts';
import { showCode } from './show-code.ts';

const NAMES: FormFields = {
  login: { pointer: '/body/login', words: 'accounts.login', refusals: ['login-taken'] },
  displayName: { pointer: '/body/displayName', words: 'accounts.name' },
};

/** A new account for somebody at an office, of a department or of an organisation, or for a holder; its code is told once. */
export const newPage: PageDefinition = {
  path: '/office/accounts/new/:place',
  access: 'signed-in',
  show: (page) => showNew(page),
  act: create,
};

async function showNew(page: PageRequest, errors?: FormErrors): Promise<Shown> {
  const place = newPlaceNamed(page.params['place']);
  if (place === undefined) return goTo('/office/accounts');
  const choices = await roleChoices(page, place);
  if (choices.kind === 'problem') return choices;
  const values = withTicks({ ...page.kept, ...page.fields });
  return showForm('accounts/new', { data: choices.data, values, errors });
}

async function create(page: PageRequest): Promise<Shown> {
  const place = newPlaceNamed(page.params['place']);
  if (place === undefined) return goTo('/office/accounts');
  const fields = { ...NAMES, ...ROLE_FIELDS[place] };
  const missing = missingOf(page, fields);
  if (missing !== undefined) return showNew(page, missing);
  const [login, displayName] = [textOf(page.fields, 'login'), textOf(page.fields, 'displayName')];
  const roles = rolesIn(page, place);
  const personId = place === 'person' ? roles[0]?.owner?.id : undefined;
  const body = { login, displayName, personId, roles: grantsOf(roles) };
  const made = await page.ask('createAccount', { body, reply: SetUpView });
  if (made.kind === 'reply') {
    const account = { login: login.toLowerCase(), displayName };
    return showCode(page, { account, code: made.body, isNew: true, isHolder: place === 'person' });
  }
  const errors = formErrorsOf(page, made, fields);
  return errors === undefined ? made : showNew(page, errors);
}
