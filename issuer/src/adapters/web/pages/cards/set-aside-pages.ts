import * as z from 'zod';
import { formErrorsOf, type FormFields } from '../../page/form-errors.ts';
import type { FormErrors, PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { goTo, showForm } from '../../page/shown.ts';
import { textOf, typedIn } from '../../page/text-of.ts';
import { cardAddress, cardParams, chosenReader, CARD_PATH } from './card-address.ts';
import { readMaking } from './read-making.ts';

const Reserved = z.object({ cardNumber: z.string() });
const FIELDS = { reason: { pointer: '/body/reason', words: 'cards.spoil-reason' } } as const satisfies FormFields;

/** The two ways out of a card that does not get on; neither can be undone, so each is asked on a page of its own. */
export const setAsidePages: readonly PageDefinition[] = [
  { path: `${CARD_PATH}/spoil`, access: 'signed-in', show: (page) => ask(page, 'spoil'), act: spoil },
  { path: `${CARD_PATH}/aside`, access: 'signed-in', show: (page) => ask(page, 'aside'), act: putAside },
];

async function ask(page: PageRequest, way: 'spoil' | 'aside', errors?: FormErrors): Promise<Shown> {
  const making = await readMaking(page);
  if (making.kind === 'problem') return making;
  const { cardNumber, caseNumber, applicationId } = making.body;
  const at = chosenReader(page) ?? '';
  const data = { way, cardNumber, caseNumber, here: cardAddress(cardNumber), back: cardAddress(cardNumber, '', at) };
  const reason = textOf(page.fields, 'reason') || 'damaged';
  return showForm('cards/set-aside', { data, values: { at, applicationId, reason }, errors });
}

/** Sets the card aside, for what is wrong with it, and takes another number for the same case. */
async function spoil(page: PageRequest): Promise<Shown> {
  const body = { reason: typedIn(page.fields, 'reason') };
  const aside = await page.ask('setCardAside', { params: cardParams(page), body });
  if (aside.kind === 'problem') return comeBack(page, 'spoil', aside);
  const params = { applicationId: textOf(page.fields, 'applicationId') };
  const next = await page.ask('reserveCard', { params, reply: Reserved });
  if (next.kind === 'problem') return comeBack(page, 'spoil', next);
  return goTo(cardAddress(next.body.cardNumber, '', chosenReader(page)));
}

async function putAside(page: PageRequest): Promise<Shown> {
  const aside = await page.ask('setCardAside', { params: cardParams(page), body: { reason: 'outcome-unknown' } });
  if (aside.kind === 'problem') return comeBack(page, 'aside', aside);
  return goTo(cardAddress(cardParams(page).cardNumber));
}

function comeBack(page: PageRequest, way: 'spoil' | 'aside', problem: Extract<Shown, { kind: 'problem' }>) {
  const errors = formErrorsOf(page, problem, FIELDS);
  return errors === undefined ? problem : ask(page, way, errors);
}
