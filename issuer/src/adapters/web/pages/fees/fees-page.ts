import { formErrorsOf, type FormFields } from '../../page/form-errors.ts';
import type { FormErrors, PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { goTo, showForm } from '../../page/shown.ts';
import { textOf } from '../../page/text-of.ts';
import { addressHere, CASE_PATH, caseParams } from '../cases/case-address.ts';
import { readCase } from '../cases/read-case.ts';
import { feeShown } from './fee-shown.ts';

const FIELDS = {
  amount: { pointer: '/body/amountFen', words: 'fees.amount', refusals: ['amount-differs'] },
  reason: { pointer: '/body/reason', words: 'fees.reason', refusals: ['reason-blank'] },
} as const satisfies FormFields;
const FEN = 100;

/** What a case costs and by which rule; the fee is taken by a clerk, and waived by a supervisor. */
export const feesPage: PageDefinition = {
  path: `${CASE_PATH}/fees`,
  access: 'signed-in',
  show: (page) => showFees(page),
  act: (page) => (textOf(page.fields, 'act') === 'waive' ? waive(page) : take(page)),
};

async function showFees(page: PageRequest, errors?: FormErrors): Promise<Shown> {
  const read = await readCase(page);
  if (read.kind === 'problem') return read;
  const { application, person, fees } = read.body;
  const roles = page.viewer?.roles ?? [];
  const data = {
    here: addressHere(page),
    name: person.name,
    number: application.number,
    fees: fees.map((fee) => feeShown(page, fee)),
    mayTake: roles.includes('clerk'),
    mayWaive: roles.includes('supervisor'),
  };
  return showForm('fees/fees', { data, values: { ...page.kept, ...page.fields }, errors });
}

/** The officer says how much was paid: another amount than the one that is due is not taken. */
function take(page: PageRequest): Promise<Shown> {
  return perform(page, 'takeFee', { amountFen: fenIn(textOf(page.fields, 'amount')) });
}

function waive(page: PageRequest): Promise<Shown> {
  return perform(page, 'waiveFee', { reason: textOf(page.fields, 'reason') });
}

async function perform(page: PageRequest, route: 'takeFee' | 'waiveFee', body: object): Promise<Shown> {
  const params = { ...caseParams(page), feeId: textOf(page.fields, 'feeId') };
  const done = await page.ask(route, { params, body });
  if (done.kind === 'reply') return goTo(addressHere(page, 'fees'));
  const errors = formErrorsOf(page, done, FIELDS);
  return errors === undefined ? done : showFees(page, errors);
}

/** Yuan as they are typed, `15` or `15.00`, in fen; nothing where it is no amount. */
function fenIn(text: string): number | undefined {
  return /^\d{1,4}(\.\d{1,2})?$/.test(text) ? Math.round(Number(text) * FEN) : undefined;
}
