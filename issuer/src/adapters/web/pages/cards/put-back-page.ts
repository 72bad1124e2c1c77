import { formErrorsOf, type FormFields } from '../../page/form-errors.ts';
import type { FormErrors, PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { goTo, showForm } from '../../page/shown.ts';
import { textOf } from '../../page/text-of.ts';
import { cardAddress, cardParams, CARD_PATH } from './card-address.ts';
import { readMaking } from './read-making.ts';

const FIELDS = { place: { pointer: '/body/place', words: 'cards.place' } } as const satisfies FormFields;

/** Takes a card that was handed over and not activated back into a drawer. */
export const putBackPage: PageDefinition = {
  path: `${CARD_PATH}/put-back`,
  access: 'signed-in',
  show: (page) => showPutBack(page),
  act: putBack,
};

async function showPutBack(page: PageRequest, errors?: FormErrors): Promise<Shown> {
  const making = await readMaking(page);
  if (making.kind === 'problem') return making;
  const { cardNumber, caseNumber, heldAt = '' } = making.body;
  const data = { here: cardAddress(cardNumber), cardNumber, caseNumber };
  return showForm('cards/put-back', { data, values: { place: heldAt, ...page.kept, ...page.fields }, errors });
}

async function putBack(page: PageRequest): Promise<Shown> {
  const body = { place: textOf(page.fields, 'place') };
  const done = await page.ask('putBackCard', { params: cardParams(page), body });
  if (done.kind === 'reply') return goTo(cardAddress(cardParams(page).cardNumber));
  const errors = formErrorsOf(page, done, FIELDS);
  return errors === undefined ? done : showPutBack(page, errors);
}
