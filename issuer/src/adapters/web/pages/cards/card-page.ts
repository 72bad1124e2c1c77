import { formErrorsOf } from '../../page/form-errors.ts';
import type { FormErrors, PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { goTo, showForm } from '../../page/shown.ts';
import { caseAddress } from '../cases/case-address.ts';
import { recordAddress } from '../records/record-address.ts';
import { cardAddress, cardParams, chosenReader, CARD_PATH } from './card-address.ts';
import { CARD_STEPS, stageOf, stepLine } from './making-stage.ts';
import { readMaking } from './read-making.ts';
import { markedReader, READER_FIELD, readReaders, stationOf } from './reader-choice.ts';
import { wordsOfFault } from './words-of-fault.ts';

/** A screen without script looks again after so many seconds. */
const LOOK_EVERY_S = 2;

/** The screen of a card: which step it is at, what to do now, and the ways on where a step failed. */
export const cardPage: PageDefinition = {
  path: CARD_PATH,
  access: 'signed-in',
  show: (page) => showCard(page),
  act: makeCard,
};

async function showCard(page: PageRequest, errors?: FormErrors): Promise<Shown> {
  const making = await readMaking(page);
  if (making.kind === 'problem') return making;
  const readers = await readReaders(page);
  if (readers.kind === 'problem') return readers;
  const { cardNumber, caseNumber, applicationId, kind, heldAt, heldSince, state } = making.body;
  const stage = stageOf(making.body, page.now);
  const roles = page.viewer?.roles ?? [];
  const at = markedReader(page, readers.body);
  const data = {
    here: cardAddress(cardNumber),
    lookAgain: cardAddress(cardNumber, '', at),
    to: (below: string) => cardAddress(cardNumber, below, at),
    toCase: caseAddress({ number: caseNumber, id: applicationId }),
    toNumber: recordAddress({ number: caseNumber, id: applicationId }, 'number'),
    cardNumber,
    caseNumber,
    applicationId,
    kind,
    state,
    heldAt,
    heldSince,
    ...stage,
    steps: stepLine(stage.step),
    stepNumber: CARD_STEPS.indexOf(stage.step) + 1,
    stepCount: CARD_STEPS.length,
    fault: stage.mode === 'failed' ? wordsOfFault(page, stage.code) : undefined,
    lookEveryS: LOOK_EVERY_S,
    readers: readers.body,
    mayMake: roles.includes('producer'),
    mayCheck: roles.includes('producer') || roles.includes('clerk'),
    mayHandOver: roles.includes('clerk'),
  };
  return showForm('cards/card', { data, values: { at }, errors });
}

/** Begins to write the card, or goes on; the screen then tells how far it is. */
async function makeCard(page: PageRequest): Promise<Shown> {
  const at = chosenReader(page);
  const { cardNumber } = cardParams(page);
  const begun = await page.ask('startMaking', { params: { cardNumber }, body: stationOf(at) });
  // Somebody else's click began it: the screen shows how far that is.
  if (begun.kind === 'reply' || begun.code === 'card-under-way') return goTo(cardAddress(cardNumber, '', at));
  const errors = formErrorsOf(page, begun, READER_FIELD);
  return errors === undefined ? begun : showCard(page, errors);
}
