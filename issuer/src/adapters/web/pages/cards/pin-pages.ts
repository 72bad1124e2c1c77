import { formErrorsOf, type FormFields, sentenceOf } from '../../page/form-errors.ts';
import type { FormErrors, PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { goTo, showForm, showPage } from '../../page/shown.ts';
import { textOf } from '../../page/text-of.ts';
import { cardAddress, cardParams, chosenReader, CARD_PATH } from './card-address.ts';
import { readMaking } from './read-making.ts';
import { stationOf } from './reader-choice.ts';

const FIELDS = {
  pin: { pointer: '/body/pin', words: 'cards.pin.pin', refusals: ['pin-not-six-digits'] },
  pinAgain: { pointer: '/none', words: 'cards.pin.again' },
} as const satisfies FormFields;

/**
 * The holder's own screen: the PIN, twice, and nothing of the office. What is typed goes to the card and is kept nowhere; what
 * goes wrong otherwise is told to the officer, on theirs.
 */
export const pinPages: readonly PageDefinition[] = [
  { path: `${CARD_PATH}/pin`, access: 'signed-in', show: (page) => showPin(page), act: choosePin },
  { path: `${CARD_PATH}/pin/done`, access: 'signed-in', show: (page) => showEnd(page, 'done') },
  { path: `${CARD_PATH}/pin/failed`, access: 'signed-in', show: (page) => showEnd(page, 'failed') },
];

async function showPin(page: PageRequest, errors?: FormErrors): Promise<Shown> {
  const making = await readMaking(page);
  if (making.kind === 'problem') return making;
  const { cardNumber, state } = making.body;
  if (state !== 'HANDED_OVER') return goTo(cardAddress(cardNumber));
  const data = { here: cardAddress(cardNumber), isHolderScreen: true };
  return showForm('cards/pin', { data, values: { at: chosenReader(page) ?? '' }, errors });
}

async function choosePin(page: PageRequest): Promise<Shown> {
  const { fields, ask } = page;
  const [pin, again] = [textOf(fields, 'pin'), textOf(fields, 'pinAgain')];
  if (pin === '' || again === '') {
    const empty = (['pin', 'pinAgain'] as const).filter((name) => textOf(fields, name) === '');
    const said = Object.fromEntries(empty.map((name) => [name, sentenceOf(page, name, FIELDS[name])]));
    return showPin(page, { status: 422, fields: said, others: [] });
  }
  if (pin !== again) {
    return showPin(page, { status: 422, fields: { pinAgain: page.say('cards.pin.differ') }, others: [] });
  }
  const { cardNumber } = cardParams(page);
  const at = chosenReader(page);
  const done = await ask('activateCard', { params: { cardNumber }, body: { ...stationOf(at), pin } });
  if (done.kind === 'reply') return goTo(cardAddress(cardNumber, 'pin/done'));
  const errors = formErrorsOf(page, done, FIELDS);
  if (errors?.fields['pin'] !== undefined) return showPin(page, errors);
  const way = new URLSearchParams({ why: done.code, ...(at === undefined ? {} : { at }) }).toString();
  return goTo(`${cardAddress(cardNumber, 'pin/failed')}?${way}`);
}

async function showEnd(page: PageRequest, end: 'done' | 'failed'): Promise<Shown> {
  const { cardNumber } = cardParams(page);
  const query = new URLSearchParams(page.query).toString();
  const failed = `${cardAddress(cardNumber, 'activation')}?${query}`;
  return showPage('cards/pin-end', { end, back: end === 'done' ? cardAddress(cardNumber) : failed });
}
