import { formErrorsOf, type FormFields } from '../../page/form-errors.ts';
import type { FormErrors, PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { goTo, showForm } from '../../page/shown.ts';
import { textOf } from '../../page/text-of.ts';
import { CaseView } from '../../../http/api/applications/read-routes.ts';
import { caseAddress, purposeOf } from '../cases/case-address.ts';
import { cardAddress, cardParams, CARD_PATH } from './card-address.ts';
import { type MakingBody, readMaking } from './read-making.ts';

const FIELDS = { place: { pointer: '/body/place', words: 'cards.place' } } as const satisfies FormFields;
/** Papers of these types show the face. */
const PORTRAITS = ['PORTRAIT', 'CHIP_PORTRAIT'];

/** A person compares portrait and print with the case, and puts the card into its drawer. */
export const checkPage: PageDefinition = {
  path: `${CARD_PATH}/check`,
  access: 'signed-in',
  show: (page) => showCheck(page),
  act: check,
};

async function showCheck(page: PageRequest, errors?: FormErrors): Promise<Shown> {
  const making = await readMaking(page);
  if (making.kind === 'problem') return making;
  const { cardNumber, state } = making.body;
  if (state !== 'READ_BACK') return goTo(cardAddress(cardNumber));
  const read = await readCaseOf(page, making.body);
  if (read.kind === 'problem') return read;
  const { person, application, evidence } = read.body;
  const roles = page.viewer?.roles ?? [];
  const portrait = evidence.findLast(({ type }) => PORTRAITS.includes(type));
  const toCase = caseAddress({ number: application.number, id: application.id });
  const data = {
    here: cardAddress(cardNumber),
    toCase,
    cardNumber,
    caseNumber: application.number,
    kind: application.kind,
    person,
    // Papers are a clerk's to see; who makes cards has the face.
    portrait: portrait !== undefined && roles.includes('clerk') ? `${toCase}/papers/${portrait.id}` : undefined,
    maySeeFace: roles.includes('producer'),
    maySpoil: roles.includes('producer'),
  };
  return showForm('cards/check', { data, values: { ...page.kept, ...page.fields }, errors });
}

async function check(page: PageRequest): Promise<Shown> {
  const body = { place: textOf(page.fields, 'place') };
  const checked = await page.ask('checkCard', { params: cardParams(page), body });
  if (checked.kind === 'reply') return goTo(cardAddress(cardParams(page).cardNumber));
  const errors = formErrorsOf(page, checked, FIELDS);
  return errors === undefined ? checked : showCheck(page, errors);
}

/** Opens the case that a card is made for; the look is written down. */
export function readCaseOf(page: PageRequest, { applicationId, caseNumber }: MakingBody) {
  return page.ask('readCase', { params: { applicationId }, purpose: purposeOf(page), caseNumber, reply: CaseView });
}
