import { type FormFields, formErrorsOf } from '../../page/form-errors.ts';
import type { PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { goTo, showForm } from '../../page/shown.ts';
import { textOf } from '../../page/text-of.ts';

const FIELDS: FormFields = {
  login: { pointer: '/body/login', words: 'session.sign-in.login', refusals: ['credentials-wrong'] },
  code: { pointer: '/body/code', words: 'session.set-up.code' },
  password: { pointer: '/body/password', words: 'session.set-up.password', refusals: ['password-unfit'] },
};

/** The first password of a new account, by the code that its administrator handed over. */
export const setUpPage: PageDefinition = {
  path: '/set-up',
  access: 'public',
  show: async () => showForm('session/set-up', { values: {} }),
  act: setUp,
};

async function setUp(page: PageRequest): Promise<Shown> {
  const { fields, ask } = page;
  const body = { login: textOf(fields, 'login'), code: textOf(fields, 'code'), password: fields['password'] };
  const answer = await ask('setUpAccount', { body });
  if (answer.kind === 'reply') return goTo('/');
  const errors = formErrorsOf(page, answer, FIELDS);
  if (errors === undefined) return answer;
  return showForm('session/set-up', { values: { ...fields, password: '' }, errors });
}
