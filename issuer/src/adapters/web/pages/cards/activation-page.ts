import type { PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { goTo, showForm } from '../../page/shown.ts';
import { cardAddress, cardParams, chosenReader, CARD_PATH } from './card-address.ts';
import { readMaking } from './read-making.ts';
import { markedReader, READER_FIELD, readReaders } from './reader-choice.ts';
import { sentenceOf } from '../../page/form-errors.ts';
import { wordsOfFault } from './words-of-fault.ts';

/** A proof of presence has to last while the holder chooses a PIN: so many seconds of its five minutes. */
const PROOF_LEFT_S = 120;
const PROVE: Shown = { kind: 'problem', code: 'STEP_UP_NEEDED', status: 403, errors: [], stepUp: 'sign' };

/** The officer lays the card down, proves to be there, and hands the screen to the holder. */
export const activationPage: PageDefinition = {
  path: `${CARD_PATH}/activation`,
  access: 'signed-in',
  show: (page) => showActivation(page),
  act: handScreen,
};

async function showActivation(page: PageRequest, isReaderMissing = false): Promise<Shown> {
  const making = await readMaking(page);
  if (making.kind === 'problem') return making;
  const { cardNumber, caseNumber, state } = making.body;
  if (state !== 'HANDED_OVER') return goTo(cardAddress(cardNumber));
  const readers = await readReaders(page);
  if (readers.kind === 'problem') return readers;
  const at = markedReader(page, readers.body);
  const why = page.query['why'];
  const others = why === undefined ? [] : [wordsOfFault(page, why)];
  const fields = isReaderMissing ? { at: sentenceOf(page, 'at', READER_FIELD.at) } : {};
  const errors =
    others.length > 0 || isReaderMissing ? { status: why === undefined ? 422 : 200, fields, others } : undefined;
  const data = { here: cardAddress(cardNumber), cardNumber, caseNumber, readers: readers.body };
  return showForm('cards/activation', { data, values: { at }, errors });
}

/** Nothing of the officer's may come between the holder and the end, so presence is proved now. */
async function handScreen(page: PageRequest): Promise<Shown> {
  const at = chosenReader(page);
  if (at === undefined) return showActivation(page, true);
  const proof = page.locals.signedIn?.proofs.find((one) => one.class === 'sign');
  if (proof === undefined || proof.expiresAt.getTime() / 1000 - page.now < PROOF_LEFT_S) return PROVE;
  return goTo(cardAddress(cardParams(page).cardNumber, 'pin', at));
}
