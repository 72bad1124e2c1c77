import { TakenInView } from '../../../http/api/stock/stock-routes.ts';
import { formErrorsOf, type FormFields } from '../../page/form-errors.ts';
import type { FormErrors, PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { goTo, showForm } from '../../page/shown.ts';
import { textOf } from '../../page/text-of.ts';
import { READER_FIELD, readReaders, stationOf } from '../cards/reader-choice.ts';

const FIELDS = {
  batch: { pointer: '/body/batch', words: 'stock.take-in.batch', refusals: ['batch-missing', 'batch-key-missing'] },
  ...READER_FIELD,
} as const satisfies FormFields;

/** Takes blanks of a delivery into the vault, one after the other: the supplier's keys are replaced first. */
export const takeInPage: PageDefinition = {
  path: '/office/stock/take-in',
  access: 'signed-in',
  show: (page) => showTakeIn(page),
  act: takeIn,
};

async function showTakeIn(page: PageRequest, errors?: FormErrors): Promise<Shown> {
  const readers = await readReaders(page);
  if (readers.kind === 'problem') return readers;
  const { batch = '', at = readers.body.length === 1 ? (readers.body[0]?.value ?? '') : '', serial, kind } = page.query;
  const data = { readers: readers.body, serial, isKnown: kind === 'known-before' };
  return showForm('stock/take-in', { data, values: { batch, at, ...page.kept, ...page.fields }, errors });
}

/** Comes back with the delivery and the reader as they were, for the next blank. */
async function takeIn(page: PageRequest): Promise<Shown> {
  const [batch, at] = [textOf(page.fields, 'batch'), textOf(page.fields, 'at')];
  const body = { ...stationOf(at), batch };
  const taken = await page.ask('takeInChip', { body, reply: TakenInView });
  if (taken.kind === 'reply') {
    return goTo(`/office/stock/take-in?${new URLSearchParams({ batch, at, ...taken.body }).toString()}`);
  }
  const errors = formErrorsOf(page, taken, FIELDS);
  return errors === undefined ? taken : showTakeIn(page, errors);
}
