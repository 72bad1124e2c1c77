import { formErrorsOf, type FormFields } from '../../page/form-errors.ts';
import type { FormErrors, PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { goTo, showForm } from '../../page/shown.ts';
import { textOf, typedIn } from '../../page/text-of.ts';
import { addressHere, CASE_PATH } from './case-address.ts';
import { currentCard } from './card-steps.ts';
import { readWorkplace } from './colleagues.ts';
import { readCase } from './read-case.ts';

const FIELDS = {
  pin: { pointer: '/body/pin', words: 'cases.pin.pin', refusals: ['pin-not-six-digits'] },
  pinAgain: { pointer: '/none', words: 'cases.pin.again' },
  agent: { pointer: '/body/agent', words: 'cases.card.agent', refusals: ['AGENT_ABSENT', 'AGENT_LINE_LOST'] },
} as const satisfies FormFields;

const PROVE: Shown = { kind: 'problem', code: 'STEP_UP_NEEDED', status: 403, errors: [], stepUp: 'sign' };

/** The holder chooses the PIN where staff do not see it; with it the card becomes active. */
export const pinPage: PageDefinition = {
  path: `${CASE_PATH}/pin`,
  access: 'signed-in',
  show: (page) => showPin(page),
  act: activate,
};

async function showPin(page: PageRequest, errors?: FormErrors): Promise<Shown> {
  // The officer proves to be present before the screen is turned to the holder, not in between.
  if (page.locals.signedIn?.subject.stepUps.includes('sign') !== true) return PROVE;
  const read = await readCase(page);
  if (read.kind === 'problem') return read;
  const workplace = await readWorkplace(page);
  if (workplace.kind === 'problem') return workplace;
  if (currentCard(read.body)?.state !== 'HANDED_OVER') return goTo(addressHere(page, 'card'));
  const data = { here: addressHere(page), name: read.body.person.name, counters: workplace.body.counters };
  return showForm('cases/pin', { data, values: { agent: textOf(page.fields, 'agent') }, errors });
}

async function activate(page: PageRequest): Promise<Shown> {
  const { fields, ask } = page;
  if (textOf(fields, 'pin') !== textOf(fields, 'pinAgain')) {
    return showPin(page, { status: 422, fields: { pinAgain: page.say('cases.pin.differ') }, others: [] });
  }
  const read = await readCase(page);
  if (read.kind === 'problem') return read;
  const cardNumber = currentCard(read.body)?.cardNumber ?? '';
  const body = { agent: typedIn(fields, 'agent'), pin: textOf(fields, 'pin') };
  const activated = await ask('activateCard', { params: { cardNumber }, body });
  if (activated.kind === 'reply') return goTo(addressHere(page, 'done/activated'));
  const errors = formErrorsOf(page, activated, FIELDS);
  return errors === undefined ? activated : showPin(page, errors);
}
