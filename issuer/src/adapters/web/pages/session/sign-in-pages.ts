import type { PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { type FormFields, formErrorsOf } from '../../page/form-errors.ts';
import { goTo, showForm } from '../../page/shown.ts';
import { textOf } from '../../page/text-of.ts';
import { placeWithin } from '../../preferences/serve-preferences.ts';
import { afterSignIn } from './after-sign-in.ts';

const FIELDS: FormFields = {
  login: { pointer: '/body/login', words: 'session.sign-in.login', refusals: ['credentials-wrong'] },
  password: { pointer: '/body/password', words: 'session.sign-in.password' },
};

/** Signing in by name and password, and signing out. */
export const signInPages: readonly PageDefinition[] = [
  { path: '/sign-in', access: 'public', show: showSignIn, act: signIn },
  { path: '/sign-out', access: 'public', act: signOut },
];

async function showSignIn({ query, locals }: PageRequest): Promise<Shown> {
  const values = { next: placeWithin(query['next']) };
  return showForm(locals.locked === undefined ? 'session/sign-in' : 'session/unlock', { values });
}

async function signIn(page: PageRequest): Promise<Shown> {
  const { fields, ask } = page;
  const body = { login: textOf(fields, 'login'), password: fields['password'] };
  const answer = await ask('signIn', { body });
  if (answer.kind === 'reply') return afterSignIn(page);
  const errors = formErrorsOf(page, answer, FIELDS);
  if (errors === undefined) return answer;
  return showForm('session/sign-in', { values: { ...fields, password: '' }, errors });
}

async function signOut({ ask }: PageRequest): Promise<Shown> {
  const answer = await ask('signOut', {});
  return answer.kind === 'problem' ? answer : goTo('/sign-in');
}
