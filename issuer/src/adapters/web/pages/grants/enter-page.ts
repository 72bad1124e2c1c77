import { type FormFields, formErrorsOf, sentenceOf } from '../../page/form-errors.ts';
import type { FormErrors, PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { goTo, showForm } from '../../page/shown.ts';
import { textOf } from '../../page/text-of.ts';

const INSTRUCTION = { pointer: '/body/instruction', words: 'grants.enter.instruction' };
/** What is wrong with the instruction itself. */
const FIELDS: FormFields = {
  instruction: {
    ...INSTRUCTION,
    refusals: ['instruction-malformed', 'key-not-good', 'signature-bad', 'already-carried-out', 'kind-unknown'],
  },
};

/** Entering what a department instructed and signed: an entitlement, or its withdrawal. */
export const enterPage: PageDefinition = {
  path: '/office/grants/enter',
  access: 'signed-in',
  show: async (page) => showEnter(page),
  act: enter,
};

function showEnter(page: PageRequest, errors?: FormErrors): Shown {
  return showForm('grants/enter', { values: errors === undefined ? (page.kept ?? {}) : page.fields, errors });
}

async function enter(page: PageRequest): Promise<Shown> {
  const isWithdrawal = textOf(page.fields, 'what') === 'withdrawal';
  const instruction = textOf(page.fields, 'instruction');
  if (instruction === '') {
    const fields = { instruction: sentenceOf(page, 'instruction', INSTRUCTION) };
    return showEnter(page, { status: 422, fields, others: [] });
  }
  const done = await page.ask(isWithdrawal ? 'enterWithdrawal' : 'enterGrant', { body: { instruction } });
  if (done.kind === 'reply') return goTo(`/office/grants?done=${isWithdrawal ? 'withdrawal-entered' : 'entered'}`);
  const errors = formErrorsOf(page, done, FIELDS);
  return errors === undefined ? done : showEnter(page, errors);
}
