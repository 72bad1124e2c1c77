import { type FormFields, formErrorsOf } from '../../page/form-errors.ts';
import type { PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { goTo, showForm, showPage } from '../../page/shown.ts';
import { textOf } from '../../page/text-of.ts';
import { afterSignIn } from './after-sign-in.ts';

const FIELDS: FormFields = {
  password: { pointer: '/body/password', words: 'session.sign-in.password', refusals: ['credentials-wrong'] },
};

const PIN: FormFields = {
  pin: { pointer: '/body/pin', words: 'session.unlock.pin', refusals: ['desk-pin-wrong'] },
};

/** Leaving a shared desk, coming back, and staying. */
export const lockPages: readonly PageDefinition[] = [
  { path: '/lock', access: 'signed-in', act: lock },
  {
    path: '/unlock',
    access: 'public',
    show: async ({ locals }) => (locals.locked === undefined ? goTo('/') : unlockForm()),
    act: unlock,
  },
  { path: '/unlock/pin', access: 'public', show: async () => goTo('/unlock'), act: unlockByPin },
  // Asked for by the script that warns: any request keeps the session.
  { path: '/stay', access: 'signed-in', show: async () => showPage('session/stay') },
];

async function lock({ ask }: PageRequest): Promise<Shown> {
  const answer = await ask('lockSession', {});
  return answer.kind === 'problem' ? answer : goTo('/unlock');
}

async function unlock(page: PageRequest): Promise<Shown> {
  const answer = await page.ask('unlockSession', { body: { password: page.fields['password'] } });
  if (answer.kind === 'reply') return afterSignIn(page);
  if (answer.code === 'not-locked') return goTo('/sign-in');
  const errors = formErrorsOf(page, answer, FIELDS);
  if (errors === undefined) return answer;
  return showForm('session/unlock', { values: { ...page.fields, password: '' }, errors });
}

async function unlockByPin(page: PageRequest): Promise<Shown> {
  const answer = await page.ask('unlockSessionByPin', { body: { pin: textOf(page.fields, 'pin') } });
  if (answer.kind === 'reply') return afterSignIn(page);
  if (answer.code === 'not-locked') return goTo('/sign-in');
  const errors = formErrorsOf(page, answer, PIN);
  if (errors === undefined) return answer;
  return showForm('session/unlock', { values: { ...page.fields, pin: '' }, errors });
}

function unlockForm(): Shown {
  return showForm('session/unlock', { values: {} });
}
