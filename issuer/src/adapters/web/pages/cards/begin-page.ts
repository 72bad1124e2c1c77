import * as z from 'zod';
import { formErrorsOf, sentenceOf } from '../../page/form-errors.ts';
import type { FormErrors, PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { goTo, showForm } from '../../page/shown.ts';
import { addressHere, caseParams } from '../cases/case-address.ts';
import { readCase } from '../cases/read-case.ts';
import { cardAddress, chosenReader } from './card-address.ts';
import { stepLine } from './making-stage.ts';
import { markedReader, READER_FIELD, readReaders, stationOf } from './reader-choice.ts';
import { currentCard, ofCaseAddress, wayToCard } from './way-to-card.ts';

const Reserved = z.object({ cardNumber: z.string() });

/**
 * The card of a case before it has a number: a blank is laid down, and one button takes the number and begins to write. Where
 * the card is begun, its next step is shown instead.
 */
export const beginPage: PageDefinition = {
  path: '/office/cards/of/:number/:applicationId',
  access: 'signed-in',
  show: (page) => showBegin(page),
  act: begin,
};

async function showBegin(page: PageRequest, errors?: FormErrors): Promise<Shown> {
  const read = await readCase(page);
  if (read.kind === 'problem') return read;
  const { application, cards } = read.body;
  if (currentCard(cards) !== undefined) return goTo(wayToCard(read.body));
  const readers = await readReaders(page);
  if (readers.kind === 'problem') return readers;
  const data = {
    here: ofCaseAddress(application),
    toCase: addressHere(page),
    caseNumber: application.number,
    kind: application.kind,
    steps: stepLine('place'),
    readers: readers.body,
    mayMake: page.viewer?.roles.includes('producer') === true,
  };
  return showForm('cards/begin', { data, values: { at: markedReader(page, readers.body) }, errors });
}

/** No number is taken before it is known where the blank lies. */
async function begin(page: PageRequest): Promise<Shown> {
  const at = chosenReader(page);
  if (at === undefined) {
    return showBegin(page, { status: 422, fields: { at: sentenceOf(page, 'at', READER_FIELD.at) }, others: [] });
  }
  const reserved = await page.ask('reserveCard', { params: caseParams(page), reply: Reserved });
  if (reserved.kind === 'problem') {
    const errors = formErrorsOf(page, reserved, {});
    return errors === undefined ? reserved : showBegin(page, errors);
  }
  const { cardNumber } = reserved.body;
  const begun = await page.ask('startMaking', { params: { cardNumber }, body: stationOf(at) });
  if (begun.kind === 'problem' && begun.code !== 'card-under-way') return begun;
  return goTo(cardAddress(cardNumber, '', at));
}
