import { type FormFields, formErrorsOf } from '../../page/form-errors.ts';
import type { Fields, PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { goTo, showForm } from '../../page/shown.ts';
import { textOf } from '../../page/text-of.ts';
import { placeWithin } from '../../preferences/serve-preferences.ts';

const REFUSALS = ['proof-wrong', 'method-not-allowed'];
const METHODS = ['password', 'totp', 'passkey'] as const;
type Method = (typeof METHODS)[number];
/** What a proof that was not right is said beside; a passkey has no field. */
const FIELDS: Readonly<Record<Method, FormFields>> = {
  password: {
    password: { pointer: '/body/proof/password', words: 'session.sign-in.password', refusals: REFUSALS },
  },
  totp: { code: { pointer: '/body/proof/code', words: 'session.prove.code', refusals: REFUSALS } },
  passkey: {},
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
  const method = METHODS.find((name) => name === textOf(fields, 'method')) ?? 'totp';
  const answer = await ask('stepUp', {
    body: { class: textOf(fields, 'class'), proof: { ...PROOFS[method](fields), method } },
  });
  if (answer.kind === 'reply') return goOn(page);
  const errors = formErrorsOf(page, answer, FIELDS[method]);
  if (errors === undefined) return answer;
  return showForm('session/prove', { values: { ...fields, password: '', code: '', assertion: '' }, errors });
}

/** What each way sends; anything else than a proof proves nothing. */
const PROOFS: Readonly<Record<Method, (fields: Fields) => object>> = {
  password: ({ password }) => ({ password }),
  totp: (fields) => ({ code: textOf(fields, 'code') }),
  passkey: (fields) => signedBy(textOf(fields, 'assertion')),
};

/** What the script put into the form: the id of the question, and what the passkey signed. Anything else proves nothing. */
function signedBy(assertion: string): object {
  try {
    const signed: unknown = JSON.parse(assertion);
    return typeof signed === 'object' && signed !== null ? signed : {};
  } catch {
    return {};
  }
}

function goOn({ fields }: PageRequest): Shown {
  const kept = textOf(fields, 'kept');
  if (kept === '') return goTo(placeWithin(textOf(fields, 'next')) as `/${string}`);
  return { kind: 'replay', kept };
}
