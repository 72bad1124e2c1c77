import { type FormFields, formErrorsOf, sentenceOf } from '../../page/form-errors.ts';
import type { FormErrors, PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { goTo, showForm } from '../../page/shown.ts';
import { textOf } from '../../page/text-of.ts';
import { comparePersons } from './compare-persons.ts';
import { onWaiting } from './waiting.ts';

const FIELDS: FormFields = {
  outcome: { pointer: '/body/outcome', words: 'reviews.duplicate.outcome' },
  reason: { pointer: '/body/reason', words: 'reviews.reason', refusals: ['reason-blank'] },
};

/** Two records that may be of one person: side by side, and the question whether they are. */
export const duplicatePage: PageDefinition = {
  path: '/office/reviews/duplicate/:id',
  access: 'signed-in',
  show: (page) => showPair(page),
  act: decide,
};

function showPair(page: PageRequest, errors?: FormErrors): Promise<Shown> {
  return onWaiting(page, 'duplicate', async ({ id, number, personId = '', otherId = '' }) => {
    const compared = await comparePersons(page, [personId, otherId]);
    const values = errors === undefined ? (page.kept ?? {}) : page.fields;
    return showForm('reviews/duplicate', { data: { ...compared, id, number }, values, errors });
  });
}

function decide(page: PageRequest): Promise<Shown> {
  return onWaiting(page, 'duplicate', async ({ id, applicationId = '' }) => {
    const outcome = textOf(page.fields, 'outcome');
    if (outcome === '') {
      const fields = { outcome: sentenceOf(page, 'outcome', FIELDS['outcome'] ?? { pointer: '', words: '' }) };
      return showPair(page, { status: 422, fields, others: [] });
    }
    const body = { outcome, reason: textOf(page.fields, 'reason') };
    const decided = await page.ask('decideDuplicate', { params: { applicationId, candidateId: id }, body });
    if (decided.kind === 'reply') return goTo(`/office/reviews?done=${outcome === 'SAME' ? 'same' : 'different'}`);
    const errors = formErrorsOf(page, decided, FIELDS);
    return errors === undefined ? decided : showPair(page, errors);
  });
}
