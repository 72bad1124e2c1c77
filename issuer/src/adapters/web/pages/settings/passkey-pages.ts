import { type FormFields, formErrorsOf } from '../../page/form-errors.ts';
import type { PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { goTo } from '../../page/shown.ts';
import { textOf } from '../../page/text-of.ts';
import { askProof } from './ask-proof.ts';
import { showSettings } from './settings-page.ts';

const PASSWORD: FormFields = {
  passkeyPassword: { pointer: '/body/password', words: 'settings.current', refusals: ['credentials-wrong'] },
};

/** Taking a passkey out. A new one is made by the browser, whose script asks the API itself. */
export const passkeyPages: readonly PageDefinition[] = [
  { path: '/settings/passkeys', access: 'signed-in', show: async () => goTo('/settings'), act: remove },
];

async function remove(page: PageRequest): Promise<Shown> {
  const params = { passkeyId: textOf(page.fields, 'passkey') };
  const done = await page.ask('removePasskey', { params, body: { password: page.fields['passkeyPassword'] } });
  if (done.kind === 'reply') return goTo('/settings?done=passkey-removed');
  const errors = formErrorsOf(page, done, PASSWORD);
  return errors === undefined ? askProof(done) : showSettings(page, { errors });
}
