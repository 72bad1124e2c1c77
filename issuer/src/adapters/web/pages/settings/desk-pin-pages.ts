import { type FormFields, formErrorsOf } from '../../page/form-errors.ts';
import type { PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { goTo } from '../../page/shown.ts';
import { textOf } from '../../page/text-of.ts';
import { showSettings } from './settings-page.ts';

const PASSWORD = { pointer: '/body/password', words: 'settings.current', refusals: ['credentials-wrong'] } as const;
const FIELDS: FormFields = {
  deskPin: { pointer: '/body/pin', words: 'settings.desk-pin-digits', refusals: ['desk-pin-unfit'] },
  deskPinPassword: PASSWORD,
};

/** The PIN that unlocks one's desk: set against the password, and taken away. */
export const deskPinPages: readonly PageDefinition[] = [
  { path: '/settings/desk-pin', access: 'signed-in', show: async () => goTo('/settings'), act: set },
  { path: '/settings/desk-pin/removal', access: 'signed-in', show: async () => goTo('/settings'), act: remove },
];

async function set(page: PageRequest): Promise<Shown> {
  const body = { password: page.fields['deskPinPassword'], pin: textOf(page.fields, 'deskPin') };
  const done = await page.ask('setDeskPin', { body });
  if (done.kind === 'reply') return goTo('/settings?done=desk-pin');
  const errors = formErrorsOf(page, done, FIELDS);
  return errors === undefined ? done : showSettings(page, { errors });
}

async function remove(page: PageRequest): Promise<Shown> {
  const done = await page.ask('removeDeskPin', { body: { password: page.fields['deskPinPassword'] } });
  if (done.kind === 'reply') return goTo('/settings?done=desk-pin-removed');
  const errors = formErrorsOf(page, done, { deskPinPassword: PASSWORD });
  return errors === undefined ? done : showSettings(page, { errors });
}
