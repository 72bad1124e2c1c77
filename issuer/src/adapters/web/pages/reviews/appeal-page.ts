import * as z from 'zod';
import { clauseName } from '../../../documents/content/name-tables.ts';
import { AppealView, ApplicationView, DecisionView, PersonView } from '../../../http/api/views.ts';
import { formErrorsOf } from '../../page/form-errors.ts';
import type { FormErrors, PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { goTo, showForm } from '../../page/shown.ts';
import { textOf } from '../../page/text-of.ts';
import { REASON_FIELDS, reasonsIn } from './reason-form.ts';
import { onWaiting, type Waiting } from './waiting.ts';

const CaseRead = z.object({
  application: ApplicationView,
  person: PersonView,
  decision: DecisionView.optional(),
  appeals: z.array(AppealView),
});
const ADMISSION_FIELDS = { reason: { pointer: '/body/reason', words: 'reviews.reason', refusals: ['reason-blank'] } };

/** An appeal: what the person says against which decision; first whether it is admitted, then its decision with reasons and clauses. */
export const appealPage: PageDefinition = {
  path: '/office/reviews/appeal/:id',
  access: 'signed-in',
  show: (page) => showAppeal(page),
  act: (page) => onWaiting(page, 'appeal', (line) => (line.state === 'FILED' ? admit(page) : decide(page))),
};

function showAppeal(page: PageRequest, errors?: FormErrors): Promise<Shown> {
  return onWaiting(page, 'appeal', async (line) => {
    const read = await readCase(page, line);
    if (read.kind === 'problem') return read;
    const { application, person, decision, appeals } = read.body;
    const appeal = appeals.find(({ id }) => id === line.id);
    const data = {
      id: line.id,
      isFiled: line.state === 'FILED',
      number: application.number,
      kind: application.kind,
      name: person.name,
      appeal,
      decision:
        decision === undefined
          ? undefined
          : {
              ...decision,
              reasons: decision.reasons.map(({ words, clause }) => ({
                words,
                clause: clauseName(clause, page.language),
              })),
            },
    };
    const values = errors === undefined ? (page.kept ?? {}) : page.fields;
    return showForm('reviews/appeal', { data, values, errors });
  });
}

function readCase({ ask }: PageRequest, { applicationId = '', number }: Waiting) {
  const ground = { purpose: 'appeal', ...(number === undefined ? {} : { caseNumber: number }) } as const;
  return ask('readCase', { params: { applicationId }, ...ground, reply: CaseRead });
}

async function admit(page: PageRequest): Promise<Shown> {
  const verdict = textOf(page.fields, 'verdict') === 'INADMISSIBLE' ? 'INADMISSIBLE' : 'ADMITTED';
  const params = { appealId: page.params['id'] ?? '' };
  const done = await page.ask('admitAppeal', { params, body: { verdict, reason: textOf(page.fields, 'reason') } });
  if (done.kind === 'reply')
    return goTo(`/office/reviews?done=${verdict === 'ADMITTED' ? 'admitted' : 'inadmissible'}`);
  const errors = formErrorsOf(page, done, ADMISSION_FIELDS);
  return errors === undefined ? done : showAppeal(page, errors);
}

async function decide(page: PageRequest): Promise<Shown> {
  const params = { appealId: page.params['id'] ?? '' };
  const body = { outcome: textOf(page.fields, 'outcome'), reasons: reasonsIn(page) };
  const done = await page.ask('decideAppeal', { params, body });
  if (done.kind === 'reply') return goTo('/office/reviews?done=decided');
  const errors = formErrorsOf(page, done, REASON_FIELDS);
  return errors === undefined ? done : showAppeal(page, errors);
}
