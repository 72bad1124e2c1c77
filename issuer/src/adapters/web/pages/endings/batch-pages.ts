import { RevocationsView } from '../../../http/api/card-life/ending-routes.ts';
import { formErrorsOf, type FormFields, sentenceOf } from '../../page/form-errors.ts';
import type { FormErrors, PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { goTo, showForm } from '../../page/shown.ts';
import { textOf } from '../../page/text-of.ts';
import { nameIn, readWorkplace } from '../cases/colleagues.ts';

const FIELDS = {
  cards: {
    pointer: '/body/cardNumbers',
    words: 'endings.batches.cards',
    refusals: ['nothing-named', 'too-many', 'card-unknown', 'card-not-live'],
  },
  reason: { pointer: '/body/reason', words: 'endings.reason', refusals: ['reason-missing'] },
} as const satisfies FormFields;
const LIST = '/office/endings/batches';

/** Many cards revoked by two supervisors: one names them and signs first, another one signs after a warning. */
export const batchPages: readonly PageDefinition[] = [
  {
    path: LIST,
    access: 'signed-in',
    show: (page) => showBatches(page),
    act: (page) => (textOf(page.fields, 'step') === 'commit' ? request(page) : review(page)),
  },
  { path: `${LIST}/:batchId`, access: 'signed-in', show: (page) => showBatch(page), act: confirm },
];

async function batchesOf(page: PageRequest) {
  const found = await page.ask('listRevocations', { reply: RevocationsView });
  if (found.kind === 'problem') return found;
  const workplace = await readWorkplace(page);
  if (workplace.kind === 'problem') return workplace;
  const nameOf = nameIn(workplace.body, page);
  const mine = page.viewer?.accountId;
  const batches = found.body.batches.map((batch) => ({
    ...batch,
    by: nameOf(batch.requestedBy),
    second: nameOf(batch.confirmedBy),
    isMine: batch.requestedBy === mine,
  }));
  return { ...found, body: batches };
}

async function showBatches(page: PageRequest, errors?: FormErrors): Promise<Shown> {
  const found = await batchesOf(page);
  if (found.kind === 'problem') return found;
  const data = { list: LIST, batches: found.body };
  return showForm('endings/batches', { data, values: { ...page.kept, ...page.fields }, errors });
}

/** Shows how many cards it is before the first signature. */
async function review(page: PageRequest): Promise<Shown> {
  const cardNumbers = cardNumbersIn(textOf(page.fields, 'cards'));
  const missing = (['cards', 'reason'] as const).filter((name) => textOf(page.fields, name) === '');
  if (missing.length > 0) {
    const fields = Object.fromEntries(missing.map((name) => [name, sentenceOf(page, name, FIELDS[name])]));
    return showBatches(page, { status: 422, fields, others: [] });
  }
  return showForm('endings/batch-check', { data: { list: LIST, cardNumbers }, values: page.fields });
}

async function request(page: PageRequest): Promise<Shown> {
  const body = { cardNumbers: cardNumbersIn(textOf(page.fields, 'cards')), reason: textOf(page.fields, 'reason') };
  const asked = await page.ask('requestRevocation', { body });
  if (asked.kind === 'reply') return goTo(LIST);
  const errors = formErrorsOf(page, asked.code === 'card-unknown' ? { ...asked, status: 422 } : asked, FIELDS);
  return errors === undefined ? asked : showBatches(page, errors);
}

async function showBatch(page: PageRequest, errors?: FormErrors): Promise<Shown> {
  const found = await batchesOf(page);
  if (found.kind === 'problem') return found;
  const batch = found.body.find(({ id }) => id === page.params['batchId']);
  if (batch === undefined) return goTo(LIST);
  return showForm('endings/batch', { data: { list: LIST, batch }, values: {}, errors });
}

async function confirm(page: PageRequest): Promise<Shown> {
  const params = { batchId: page.params['batchId'] ?? '' };
  const signed = await page.ask('confirmRevocation', { params });
  if (signed.kind === 'reply') return goTo(`${LIST}/${params.batchId}`);
  const errors = formErrorsOf(page, signed, {});
  return errors === undefined ? signed : showBatch(page, errors);
}

/** Card numbers as a scanner types them: one a line, with spaces or commas between. */
function cardNumbersIn(text: string): readonly string[] {
  return text.split(/[\s,;，；、]+/u).filter((part) => part !== '');
}
