import type * as z from 'zod';
import { type StockState, statesOf } from '../../../../domain/lifecycles/index.ts';
import { isInCustody } from '../../../../domain/stock/index.ts';
import { DayClosed } from '../../../http/api/stock/stock-routes.ts';
import { formErrorsOf, type FormFields } from '../../page/form-errors.ts';
import type { FormErrors, PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { showForm, showPage } from '../../page/shown.ts';
import { textOf } from '../../page/text-of.ts';
import { todayOf } from './ledger-page.ts';
import { serialsOf } from './serials-of.ts';

/** Accounts whose serials lie in the office, so that a count has to find them. */
const COUNTED: readonly StockState[] = statesOf('STOCK').filter(isInCustody);
const FIELDS: FormFields = {
  day: { pointer: '/body/day', words: 'stock.day', refusals: ['day-closed', 'day-in-future'] },
};

/** Closes a day: whoever counts scans what lies in each place, without being told what the ledger says. */
export const closePage: PageDefinition = {
  path: '/office/stock/close',
  access: 'signed-in',
  show: (page) => showClose(page),
  act: close,
};

async function showClose(
  page: PageRequest,
  given: {
    readonly errors?: FormErrors | undefined;
    readonly differences?: z.output<typeof DayClosed>['differences'];
  } = {},
): Promise<Shown> {
  const values = { day: todayOf(page), ...page.kept, ...page.fields };
  const data = { accounts: COUNTED, differences: given.differences };
  return showForm('stock/close', { data, values, errors: given.errors });
}

async function close(page: PageRequest): Promise<Shown> {
  const day = textOf(page.fields, 'day');
  const counted = COUNTED.flatMap((account) =>
    serialsOf(textOf(page.fields, account)).map((serial) => ({ serial, account })),
  );
  const wrong = wrongPlaces(page);
  if (wrong !== undefined) return showClose(page, { errors: wrong });
  const closed = await page.ask('closeDay', { body: { day, counted }, reply: DayClosed });
  if (closed.kind === 'problem') {
    const errors = formErrorsOf(page, closed, FIELDS);
    return errors === undefined ? closed : showClose(page, { errors });
  }
  const { kind, lines, differences } = closed.body;
  if (kind === 'BALANCED') return showPage('stock/closed', { day, lines });
  return showClose(page, { differences });
}

/** A place in which something other than serials was typed is named before the API is asked, which knows lines only. */
function wrongPlaces(page: PageRequest): FormErrors | undefined {
  const wrong = COUNTED.filter((account) =>
    serialsOf(textOf(page.fields, account)).some((serial) => !/^[0-9a-f]{20}$/.test(serial)),
  );
  if (wrong.length === 0) return undefined;
  const sentence = page.say('stock.move.serials.wrong');
  return { status: 422, fields: Object.fromEntries(wrong.map((account) => [account, sentence])), others: [] };
}
