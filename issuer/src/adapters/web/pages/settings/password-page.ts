import { type FormFields, formErrorsOf } from '../../page/form-errors.ts';
import type { PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { goTo } from '../../page/shown.ts';
import { showSettings } from './settings-page.ts';

const FIELDS: FormFields = {
  current: { pointer: '/body/current', words: 'settings.current', refusals: ['credentials-wrong'] },
  next: { pointer: '/body/next', words: 'settings.next', refusals: ['password-unfit'] },
};

/** The settings, and another password: every other session of the account ends. */
export const passwordPages: readonly PageDefinition[] = [
  { path: '/settings', access: 'signed-in', show: (page) => showSettings(page) },
  { path: '/settings/password', access: 'signed-in', show: (page) => showSettings(page), act: change },
];

async function change(page: PageRequest): Promise<Shown> {
  const { current, next } = page.fields;
  const done = await page.ask('changePassword', { body: { current, next } });
  if (done.kind === 'reply') return goTo('/settings?done=password');
  const errors = formErrorsOf(page, done, FIELDS);
  return errors === undefined ? done : showSettings(page, { errors });
}
