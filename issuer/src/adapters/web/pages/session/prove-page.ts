import { type FormFields, formErrorsOf } from '../../page/form-errors.ts';
import type { PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { goTo, showForm } from '../../page/shown.ts';
import { textOf } from '../../page/text-of.ts';
import { placeWithin } from '../../preferences/serve-preferences.ts';

const REFUSALS = ['proof-wrong', 'method-not-allowed'];
const FIELDS: FormFields = {
  password: { pointer: '/body/proof/password', words: 'session.sign-in.password', refusals: REFUSALS },
  code: { pointer: '/body/proof/code', words: 'session.prove.code', refusals: REFUSALS },
};

/** Proving presence before what was asked for goes on; it is shown by whatever page was asked. */
export const provePage: PageDefinition = {
  path: '/prove',
  access: 'signed-in',
  show: async () => goTo('/'),
  act: prove,
};

async function prove(page: PageRequest): Promise<Shown> {
  const { fields, ask } = page;
  const method = textOf(fields, 'method');
  const proof =
    method === 'password' ? { method, password: fields['password'] } : { method: 'totp', code: textOf(fields, 'code') };
  const answer = await ask('stepUp', { body: { class: textOf(fields, 'class'), proof } });
  if (answer.kind === 'reply') return goOn(page);
  const field = method === 'password' ? 'password' : 'code';
  const errors = formErrorsOf(page, answer, { [field]: FIELDS[field] ?? { pointer: '', words: '' } });
  if (errors === undefined) return answer;
  return showForm('session/prove', { values: { ...fields, password: '', code: '' }, errors });
}

function goOn({ fields }: PageRequest): Shown {
  const kept = textOf(fields, 'kept');
  if (kept === '') return goTo(placeWithin(textOf(fields, 'next')) as `/${string}`);
  return { kind: 'replay', kept };
}
