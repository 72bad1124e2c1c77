import * as z from 'zod';
import { type FormFields, formErrorsOf } from '../../page/form-errors.ts';
import type { FormErrors, PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { goTo, showForm } from '../../page/shown.ts';
import { textOf } from '../../page/text-of.ts';
import { askProof } from './ask-proof.ts';
import { showSettings } from './settings-page.ts';

const PASSWORD: FormFields = {
  totpPassword: { pointer: '/body/password', words: 'settings.current', refusals: ['credentials-wrong'] },
};
const CODE: FormFields = { totpCode: { pointer: '/body/code', words: 'settings.code', refusals: ['proof-wrong'] } };
const Enrolled = z.object({ uri: z.string() });
/** As people type it: four letters at a time. */
const GROUP = /.{1,4}/g;

/** A code generator for the own account: its key told once, its first code taken, and its removal. */
export const totpPages: readonly PageDefinition[] = [
  { path: '/settings/totp', access: 'signed-in', show: async () => goTo('/settings'), act: enrol },
  { path: '/settings/totp/code', access: 'signed-in', show: async () => goTo('/settings'), act: confirm },
  { path: '/settings/totp/removal', access: 'signed-in', show: async () => goTo('/settings'), act: remove },
];

async function enrol(page: PageRequest): Promise<Shown> {
  const done = await page.ask('enrolTotp', { body: { password: page.fields['totpPassword'] }, reply: Enrolled });
  if (done.kind === 'reply') return showCode(page, done.body.uri);
  const errors = formErrorsOf(page, done, PASSWORD);
  return errors === undefined ? askProof(done) : showSettings(page, { errors });
}

/** The key goes back into its form, so that a mistyped code does not lose it: it is on the screen of its owner anyway. */
function showCode({ fields }: PageRequest, uri: string, errors?: FormErrors): Shown {
  const url = URL.canParse(uri) ? new URL(uri) : undefined;
  if (url?.protocol !== 'otpauth:') return goTo('/settings');
  const secret = url.searchParams.get('secret') ?? '';
  const data = { uri, secret: secret.match(GROUP)?.join(' ') ?? '' };
  return showForm('settings/totp', { data, values: errors === undefined ? {} : fields, errors });
}

async function confirm(page: PageRequest): Promise<Shown> {
  const code = textOf(page.fields, 'totpCode').replaceAll(' ', '');
  const done = await page.ask('confirmTotp', { body: { code } });
  if (done.kind === 'reply') return goTo('/settings?done=totp');
  const errors = formErrorsOf(page, done, CODE);
  return errors === undefined ? done : showCode(page, textOf(page.fields, 'uri'), errors);
}

async function remove(page: PageRequest): Promise<Shown> {
  const done = await page.ask('removeTotp', { body: { password: page.fields['totpPassword'] } });
  if (done.kind === 'reply') return goTo('/settings?done=totp-removed');
  const errors = formErrorsOf(page, done, PASSWORD);
  return errors === undefined ? askProof(done) : showSettings(page, { errors });
}
