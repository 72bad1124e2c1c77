import { formErrorsOf, type FormFields, sentenceOf } from '../../page/form-errors.ts';
import type { FormErrors, PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { goTo, showForm, showPage } from '../../page/shown.ts';
import { textOf } from '../../page/text-of.ts';
import { addressHere, caseParams } from '../cases/case-address.ts';
import { readCase } from '../cases/read-case.ts';
import { ENDING_PATH, endingHere } from './ending-address.ts';

const FIELDS = {
  card: { pointer: '/body/isCardReturned', words: 'endings.cancellation.card', refusals: ['no-live-card'] },
} as const satisfies FormFields;

/** Carries out an approved cancellation at the counter: whether the card came back, and once more before the permit ends. */
export const cancellationPages: readonly PageDefinition[] = [
  {
    path: `${ENDING_PATH}/cancellation`,
    access: 'signed-in',
    show: (page) => showCancellation(page, 'cancellation'),
    act: (page) => (textOf(page.fields, 'step') === 'commit' ? close(page) : review(page)),
  },
  { path: `${ENDING_PATH}/cancelled`, access: 'signed-in', show: showCancelled },
];

async function showCancellation(
  page: PageRequest,
  step: 'cancellation' | 'cancellation-check',
  errors?: FormErrors,
): Promise<Shown> {
  const read = await readCase(page);
  if (read.kind === 'problem') return read;
  const { application, person } = read.body;
  if (application.kind !== 'CANCEL' || application.state !== 'APPROVED') return goTo(addressHere(page));
  const { number: caseNumber } = application;
  const data = { here: endingHere(page), toCase: addressHere(page), name: person.name, caseNumber };
  return showForm(`endings/${step}`, { data, values: { ...page.kept, ...page.fields }, errors });
}

async function review(page: PageRequest): Promise<Shown> {
  if (textOf(page.fields, 'card') !== '') return showCancellation(page, 'cancellation-check');
  const fields = { card: sentenceOf(page, 'card', FIELDS.card) };
  return showCancellation(page, 'cancellation', { status: 422, fields, others: [] });
}

async function close(page: PageRequest): Promise<Shown> {
  const body = { isCardReturned: textOf(page.fields, 'card') === 'yes' };
  const closed = await page.ask('closeCancellation', { params: caseParams(page), body });
  if (closed.kind === 'reply') return goTo(endingHere(page, 'cancelled'));
  const errors = formErrorsOf(page, closed, FIELDS);
  return errors === undefined ? closed : showCancellation(page, 'cancellation', errors);
}

async function showCancelled(page: PageRequest): Promise<Shown> {
  return showPage('endings/done', { what: 'cancellation', toCase: addressHere(page) });
}
