import * as z from 'zod';
import { QueueView } from '../../../http/api/applications/read-routes.ts';
import { formErrorsOf, type FormFields } from '../../page/form-errors.ts';
import type { FormErrors, PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { goTo, showForm } from '../../page/shown.ts';
import { caseAddress, purposeOf } from '../cases/case-address.ts';

const FIELDS = {
  cases: {
    pointer: '/body/applicationIds',
    words: 'batches.cases',
    refusals: ['nothing-named', 'too-many', 'case-not-plain', 'case-not-in-review', 'case-unknown', 'same-person'],
  },
} as const satisfies FormFields;
/** As many as a form has fields for. */
const LISTED = 80;
const Proposed = z.object({ batchId: z.string() });

/** Puts cases in review together for approval by two: the first of the two signatures. */
export const proposePage: PageDefinition = {
  path: '/office/batches/new',
  access: 'signed-in',
  show: (page) => showPropose(page),
  act: propose,
};

async function showPropose(page: PageRequest, errors?: FormErrors): Promise<Shown> {
  const query = { states: 'IN_REVIEW', limit: String(LISTED) };
  const found = await page.ask('listCases', { query, purpose: purposeOf(page), reply: QueueView });
  if (found.kind === 'problem') return found;
  const chosen = chosenIn(page);
  const cases = found.body.lines.map((line) => ({
    ...line,
    address: caseAddress(line),
    isChosen: chosen.includes(line.id),
  }));
  return showForm('batches/propose', { data: { cases }, values: {}, errors });
}

async function propose(page: PageRequest): Promise<Shown> {
  const proposed = await page.ask('proposeBatch', { body: { applicationIds: chosenIn(page) }, reply: Proposed });
  if (proposed.kind === 'reply') return goTo(`/office/batches/${proposed.body.batchId}`);
  const errors = formErrorsOf(page, proposed, FIELDS);
  return errors === undefined ? proposed : showPropose(page, errors);
}

function chosenIn({ fields }: PageRequest): readonly string[] {
  const chosen = fields['cases'] ?? [];
  return typeof chosen === 'string' ? [chosen] : chosen;
}
