import { formErrorsOf, type FormFields, sentenceOf } from '../../page/form-errors.ts';
import type { FormErrors, PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { goTo, showForm, showPage } from '../../page/shown.ts';
import { textOf } from '../../page/text-of.ts';
import { nameIn, readWorkplace } from '../cases/colleagues.ts';
import { onWaiting, type Waiting } from '../reviews/waiting.ts';
import { readForgotten } from './read-forgotten.ts';
import { isSealed } from './read-record.ts';
import { ERASURES_PATH } from './record-address.ts';

/**
 * An erasure that was asked for: another supervisor sees whom it is about and what goes, and confirms it; who asked waits. Either
 * takes it back with a reason.
 */
export const confirmPages: readonly PageDefinition[] = [
  { path: `${ERASURES_PATH}/:id`, access: 'signed-in', show: (page) => showAsked(page), act: confirm },
  { path: `${ERASURES_PATH}/:id/withdrawal`, access: 'signed-in', show: (page) => showAsked(page), act: withdraw },
];

const WITHDRAWAL = {
  why: { pointer: '/body/why', words: 'records.withdrawal.why', refusals: [] },
} as const satisfies FormFields;

function showAsked(page: PageRequest, errors?: FormErrors): Promise<Shown> {
  return onWaiting(page, 'erasure', (line) => showErasure(page, line, errors));
}

async function showErasure(page: PageRequest, line: Waiting, errors?: FormErrors): Promise<Shown> {
  const workplace = await readWorkplace(page);
  if (workplace.kind === 'problem') return workplace;
  const data = { ...shownOf(line), by: nameIn(workplace.body, page)(line.by) };
  // Who asked can do nothing here, so nobody's record is opened.
  if (line.by === page.viewer?.accountId) {
    return showForm('records/erasure', { data: { ...data, standing: 'mine' }, values: page.fields, errors });
  }
  const forgotten = await readForgotten(page, line.personId ?? '');
  if (forgotten.kind === 'problem') {
    return isSealed(forgotten) ? showPage('records/erasure', { ...data, standing: 'sealed' }) : forgotten;
  }
  const { person, caseNumbers, obstacles } = forgotten;
  const standing = obstacles.length > 0 ? 'hindered' : 'due';
  return showForm('records/erasure', {
    data: { ...data, standing, person, caseNumbers, obstacles },
    values: page.fields,
    errors,
  });
}

function confirm(page: PageRequest): Promise<Shown> {
  return onWaiting(page, 'erasure', async (line) => {
    const workplace = await readWorkplace(page);
    if (workplace.kind === 'problem') return workplace;
    const done = await page.ask('confirmErasure', { params: { personId: line.personId ?? '' } });
    if (done.kind === 'reply') {
      const [by, second] = [nameIn(workplace.body, page)(line.by), page.viewer?.displayName];
      return showPage('records/erased', { ...shownOf(line), by, second, at: page.now });
    }
    const errors = formErrorsOf(page, done, {});
    return errors === undefined ? done : showErasure(page, line, errors);
  });
}

function withdraw(page: PageRequest): Promise<Shown> {
  const why = textOf(page.fields, 'why');
  if (why === '') {
    return showAsked(page, { status: 422, fields: { why: sentenceOf(page, 'why', WITHDRAWAL.why) }, others: [] });
  }
  return onWaiting(page, 'erasure', async (line) => {
    const params = { personId: line.personId ?? '' };
    const done = await page.ask('withdrawErasure', { params, body: { why } });
    if (done.kind === 'reply') return goTo('/office/reviews?done=erasure-withdrawn');
    const errors = formErrorsOf(page, done, WITHDRAWAL);
    return errors === undefined ? done : showErasure(page, line, errors);
  });
}

function shownOf({ id, ground, since }: Waiting) {
  return { requestId: id, here: `${ERASURES_PATH}/${id}`, ground, since };
}
