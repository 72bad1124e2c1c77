import { formErrorsOf, type FormFields } from '../../page/form-errors.ts';
import type { FormErrors, PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { goTo, showForm } from '../../page/shown.ts';
import { textOf, typedIn } from '../../page/text-of.ts';
import { serialsOf } from './serials-of.ts';

const FIELDS = {
  serials: {
    pointer: '/body/serials',
    words: 'stock.move.serials',
    refusals: ['nothing-named', 'serial-unknown', 'serial-elsewhere', 'serial-of-card'],
  },
  to: { pointer: '/body/to', words: 'stock.move.to', refusals: ['move-not-allowed'] },
  reason: { pointer: '/body/reason', words: 'stock.reason', refusals: ['reason-missing'] },
} as const satisfies FormFields;

/** Accounts into which a person carries serials. */
const CARRIED = ['VAULT', 'COUNTER', 'QUARANTINE'];

/** Carries serials between vault and counter, or a missing one that turned up to quarantine: all of them or none. */
export const movePage: PageDefinition = {
  path: '/office/stock/move',
  access: 'signed-in',
  show: (page) => showMove(page),
  act: move,
};

async function showMove(page: PageRequest, errors?: FormErrors): Promise<Shown> {
  return showForm('stock/move', { data: { carried: CARRIED }, values: { ...page.kept, ...page.fields }, errors });
}

async function move(page: PageRequest): Promise<Shown> {
  const { fields } = page;
  const body = {
    serials: serialsOf(textOf(fields, 'serials')),
    to: typedIn(fields, 'to'),
    reason: textOf(fields, 'reason'),
  };
  const moved = await page.ask('moveSerials', { body });
  if (moved.kind === 'reply') return goTo('/office/stock');
  const errors = formErrorsOf(page, moved, FIELDS);
  return errors === undefined ? moved : showMove(page, errors);
}
