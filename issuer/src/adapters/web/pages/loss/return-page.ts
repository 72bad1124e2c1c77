import { formErrorsOf, type FormFields } from '../../page/form-errors.ts';
import type { FormErrors, PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { showForm } from '../../page/shown.ts';
import { textOf } from '../../page/text-of.ts';

const FIELDS = {
  cardNumber: {
    pointer: '/params/cardNumber',
    words: 'loss.return.card-number',
    refusals: ['card-not-found', 'not-handed-out', 'still-good'],
  },
} as const satisfies FormFields;

/** Takes a card back into the office that was handed in or found; one that was replaced never comes back to life. */
export const returnPage: PageDefinition = {
  path: '/office/loss/return',
  access: 'signed-in',
  show: (page) => showReturn(page),
  act: takeBack,
};

async function showReturn(
  page: PageRequest,
  given: { readonly errors?: FormErrors | undefined; readonly taken?: string } = {},
): Promise<Shown> {
  const values = given.taken === undefined ? { ...page.kept, ...page.fields } : {};
  return showForm('loss/return', { data: { taken: given.taken }, values, errors: given.errors });
}

async function takeBack(page: PageRequest): Promise<Shown> {
  const cardNumber = textOf(page.fields, 'cardNumber');
  const taken = await page.ask('takeBackCard', { params: { cardNumber } });
  if (taken.kind === 'reply') return showReturn(page, { taken: cardNumber });
  const errors = formErrorsOf(page, taken, FIELDS);
  return errors === undefined ? taken : showReturn(page, { errors });
}
