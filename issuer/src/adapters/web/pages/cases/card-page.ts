import { formErrorsOf, type FormFields } from '../../page/form-errors.ts';
import type { FormErrors, PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { goTo, showForm } from '../../page/shown.ts';
import { textOf } from '../../page/text-of.ts';
import { addressHere, CASE_PATH } from './case-address.ts';
import { cardActOf } from './card-acts.ts';
import { cardStepsOf, currentCard } from './card-steps.ts';
import { nameIn, readWorkplace, type Workplace } from './colleagues.ts';
import { type CaseBody, readCase } from './read-case.ts';

const FIELDS = {
  agent: { pointer: '/body/agent', words: 'cases.card.agent', refusals: ['AGENT_ABSENT', 'AGENT_LINE_LOST'] },
  place: { pointer: '/body/place', words: 'cases.card.place' },
  collectorName: { pointer: '/body/collector/name', words: 'cases.card.collector-name' },
  document: { pointer: '/body/collector/document', words: 'cases.card.document' },
  relation: { pointer: '/body/collector/relation', words: 'cases.card.relation' },
  isOldCardReturned: {
    pointer: '/body/isOldCardReturned',
    words: 'cases.card.old-card',
    refusals: ['old-card-not-returned'],
  },
  reason: { pointer: '/body/reason', words: 'cases.card.reason' },
} as const satisfies FormFields;

/** The card of a case, step by step from the blank to the holder's hand. */
export const cardPage: PageDefinition = {
  path: `${CASE_PATH}/card`,
  access: 'signed-in',
  show: (page) => showCard(page),
  act: doOnCard,
};

async function showCard(page: PageRequest, errors?: FormErrors): Promise<Shown> {
  const read = await readCase(page);
  if (read.kind === 'problem') return read;
  const workplace = await readWorkplace(page);
  if (workplace.kind === 'problem') return workplace;
  const { application, person } = read.body;
  const values = {
    collectorName: person.name,
    document: page.say('cases.card.id-card'),
    relation: 'HOLDER',
    ...page.kept,
    ...page.fields,
  };
  return showForm('cases/card', { data: cardData(page, read.body, workplace.body), values, errors });

  function cardData(at: PageRequest, body: CaseBody, place: Workplace) {
    const card = currentCard(body);
    const roles = at.viewer?.roles ?? [];
    const portrait = body.evidence.find(({ type }) => type === 'PORTRAIT');
    return {
      here: addressHere(at),
      name: person.name,
      number: application.number,
      kind: application.kind,
      card,
      checkedBy: nameIn(place, at)(card?.checkedBy),
      ...cardStepsOf(card),
      counters: place.counters,
      mayMake: roles.includes('producer'),
      mayCheck: roles.includes('producer') || roles.includes('clerk'),
      mayHandOver: roles.includes('clerk'),
      portrait:
        portrait === undefined || !roles.includes('clerk') ? undefined : addressHere(at, `papers/${portrait.id}`),
    };
  }
}

async function doOnCard(page: PageRequest): Promise<Shown> {
  const read = await readCase(page);
  if (read.kind === 'problem') return read;
  const act = cardActOf(textOf(page.fields, 'act'));
  if (act === undefined) return showCard(page);
  const done = await act(page, currentCard(read.body)?.cardNumber);
  if (done.kind === 'reply') return goTo(addressHere(page, 'card'));
  const errors = formErrorsOf(page, done, FIELDS);
  return errors === undefined ? done : showCard(page, errors);
}
