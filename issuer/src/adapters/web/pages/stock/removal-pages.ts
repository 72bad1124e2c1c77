import { RemovalsView } from '../../../http/api/stock/removal-routes.ts';
import { formErrorsOf, type FormFields } from '../../page/form-errors.ts';
import type { FormErrors, PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { goTo, showForm } from '../../page/shown.ts';
import { textOf, typedIn } from '../../page/text-of.ts';
import { colleagueIn, readWorkplace } from '../cases/colleagues.ts';
import { serialsOf } from './serials-of.ts';

const FIELDS = {
  serial: {
    pointer: '/body/serial',
    words: 'stock.removal.serial',
    refusals: ['serial-unknown', 'serial-elsewhere', 'card-in-use', 'removal-open'],
  },
  to: { pointer: '/body/to', words: 'stock.removal.to', refusals: ['move-not-allowed'] },
  reason: { pointer: '/body/reason', words: 'stock.reason', refusals: ['reason-missing'] },
} as const satisfies FormFields;
const LIST = '/office/stock/removals';
const WRITTEN_OFF = ['SPOILED', 'MISSING', 'DESTROYED'];

/** Serials that two persons write off: one asks, another signs after a warning. */
export const removalPages: readonly PageDefinition[] = [
  { path: LIST, access: 'signed-in', show: (page) => showRemovals(page), act: request },
  { path: `${LIST}/:removalId`, access: 'signed-in', show: (page) => showRemoval(page), act: confirm },
];

async function removalsOf(page: PageRequest) {
  const found = await page.ask('listRemovals', { reply: RemovalsView });
  if (found.kind === 'problem') return found;
  const workplace = await readWorkplace(page);
  if (workplace.kind === 'problem') return workplace;
  const whoIs = colleagueIn(workplace.body, page);
  const mine = page.viewer?.accountId;
  const removals = found.body.removals.map((removal) => ({
    ...removal,
    by: whoIs(removal.requestedBy),
    isMine: removal.requestedBy === mine,
  }));
  return { ...found, body: removals };
}

async function showRemovals(page: PageRequest, errors?: FormErrors): Promise<Shown> {
  const removals = await removalsOf(page);
  if (removals.kind === 'problem') return removals;
  const data = { removals: removals.body, accounts: WRITTEN_OFF };
  return showForm('stock/removals', { data, values: { ...page.kept, ...page.fields }, errors });
}

async function request(page: PageRequest): Promise<Shown> {
  const { fields } = page;
  const body = {
    serial: serialsOf(textOf(fields, 'serial'))[0],
    to: typedIn(fields, 'to'),
    reason: textOf(fields, 'reason'),
  };
  const asked = await page.ask('requestRemoval', { body });
  if (asked.kind === 'reply') return goTo(LIST);
  const errors = formErrorsOf(page, asked, FIELDS);
  return errors === undefined ? asked : showRemovals(page, errors);
}

async function showRemoval(page: PageRequest, errors?: FormErrors): Promise<Shown> {
  const removals = await removalsOf(page);
  if (removals.kind === 'problem') return removals;
  const removal = removals.body.find(({ id }) => id === page.params['removalId']);
  if (removal === undefined) return goTo(LIST);
  return showForm('stock/removal', { data: { removal, here: `${LIST}/${removal.id}` }, values: {}, errors });
}

async function confirm(page: PageRequest): Promise<Shown> {
  const params = { removalId: page.params['removalId'] ?? '' };
  const signed = await page.ask('confirmRemoval', { params });
  if (signed.kind === 'reply') return goTo(LIST);
  const errors = formErrorsOf(page, signed, {});
  return errors === undefined ? signed : showRemoval(page, errors);
}
