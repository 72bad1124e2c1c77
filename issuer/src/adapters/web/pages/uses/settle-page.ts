import type * as z from 'zod';
import { SettledView } from '../../../http/api/grants/use-routes.ts';
import { type FormFields, formErrorsOf, sentenceOf } from '../../page/form-errors.ts';
import type { FormErrors, PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { showForm } from '../../page/shown.ts';
import { textOf } from '../../page/text-of.ts';

const RECEIPTS = {
  pointer: '/body/receipts',
  words: 'uses.settle.receipts',
  refusals: ['too-many-receipts'],
} as const;
const FIELDS: FormFields = { receipts: RECEIPTS };

type Settled = z.output<typeof SettledView>['receipts'][number];

/** Receipts that chips signed at the viewer's terminals: pasted one a line, and told line by line what became of them. */
export const settlePage: PageDefinition = {
  path: '/office/uses',
  access: 'signed-in',
  show: async (page) => showSettle(page, []),
  act: settle,
};

function showSettle(page: PageRequest, outcomes: readonly Settled[], errors?: FormErrors): Shown {
  const lines = outcomes.map((settled, index) => ({ line: index + 1, ...lineShown(page, settled) }));
  const values = errors === undefined ? (page.kept ?? {}) : page.fields;
  return showForm('uses/settle', { data: { lines }, values, errors });
}

function lineShown({ say }: PageRequest, settled: Settled) {
  if (settled.kind === 'refused') return { kind: settled.kind, why: say(`uses.faults.${settled.fault}`) };
  const finding = settled.kind === 'settled' ? settled.finding : undefined;
  return { kind: settled.kind, why: finding === undefined ? '' : say(`uses.findings.${finding}`) };
}

async function settle(page: PageRequest): Promise<Shown> {
  const lines = textOf(page.fields, 'receipts').split('\n');
  const receipts = lines.map((line) => line.trim()).filter((line) => line !== '');
  if (receipts.length === 0) {
    return showSettle(page, [], {
      status: 422,
      fields: { receipts: sentenceOf(page, 'receipts', RECEIPTS) },
      others: [],
    });
  }
  const done = await page.ask('settleUses', { body: { receipts }, reply: SettledView });
  if (done.kind === 'reply') return showSettle(page, done.body.receipts);
  const errors = formErrorsOf(page, done, FIELDS);
  return errors === undefined ? done : showSettle(page, [], errors);
}
