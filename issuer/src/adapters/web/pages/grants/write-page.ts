import type { Problem } from '../../ask/ask.ts';
import { formErrorsOf, type FormFields, sentenceOf } from '../../page/form-errors.ts';
import type { FormErrors, PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { goTo, showForm } from '../../page/shown.ts';
import { textOf, typedIn } from '../../page/text-of.ts';
import { chosenReader } from '../cards/card-address.ts';
import { READER_FIELD, readReaders, stationOf } from '../cards/reader-choice.ts';
import { wordsOfFault } from '../cards/words-of-fault.ts';

const FIELDS = {
  cardNumber: {
    pointer: '/params/cardNumber',
    words: 'grants.write.card-number',
    refusals: [
      'permit-not-found',
      'attempt-unknown',
      'not-active',
      'card-revoked',
      'card-on-hold',
      'replacement-under-way',
    ],
  },
  ...READER_FIELD,
} as const satisfies FormFields;

/** Brings the card that lies on a reader up to date with the entitlements of its permit; doing it again goes on. */
export const writePage: PageDefinition = {
  path: '/office/grants/card',
  access: 'signed-in',
  show: (page) => showWrite(page),
  act: write,
};

async function showWrite(page: PageRequest, errors?: FormErrors): Promise<Shown> {
  const readers = await readReaders(page);
  if (readers.kind === 'problem') return readers;
  const only = readers.body.length === 1 ? readers.body[0]?.value : undefined;
  const cardNumber = typedIn(page.fields, 'cardNumber') ?? page.query['card'] ?? '';
  const values = { cardNumber, at: chosenReader(page) ?? only ?? '' };
  return showForm('grants/write', { data: { readers: readers.body }, values, errors });
}

async function write(page: PageRequest): Promise<Shown> {
  const missing = (['cardNumber', 'at'] as const).filter((name) => textOf(page.fields, name) === '');
  if (missing.length > 0) {
    const fields = Object.fromEntries(missing.map((name) => [name, sentenceOf(page, name, FIELDS[name])]));
    return showWrite(page, { status: 422, fields, others: [] });
  }
  const params = { cardNumber: textOf(page.fields, 'cardNumber') };
  const written = await page.ask('writeGrants', { params, body: stationOf(chosenReader(page)) });
  if (written.kind === 'reply') return goTo('/office/grants?done=written');
  const errors = errorsOf(page, written);
  return errors === undefined ? written : showWrite(page, errors);
}

/** A card that was not found is a number that was typed wrong; what befell the card is told in the words of its screen. */
function errorsOf(page: PageRequest, problem: Problem): FormErrors | undefined {
  const { code, status } = problem;
  const isFault = page.has(`cards.faults.${code}`) && !READER_FIELD.at.refusals.some((one) => one === code);
  if (isFault) return { status, fields: {}, others: [wordsOfFault(page, code)] };
  return formErrorsOf(page, status === 404 ? { ...problem, status: 422 } : problem, FIELDS);
}
