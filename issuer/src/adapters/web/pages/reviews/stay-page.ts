import * as z from 'zod';
import { RegistrationView } from '../../../http/api/views.ts';
import { formErrorsOf } from '../../page/form-errors.ts';
import type { FormErrors, PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { goTo, showForm } from '../../page/shown.ts';
import { textOf } from '../../page/text-of.ts';
import { onWaiting } from './waiting.ts';

const StaysRead = z.object({ registrations: z.array(RegistrationView), months: z.int() });
const FIELDS = {
  reason: { pointer: '/body/reason', words: 'reviews.reason', refusals: ['reason-blank', 'ground-missing'] },
};

/** A stay as somebody declared it: verified by another officer who has seen its paper, or rejected with a reason. */
export const stayPage: PageDefinition = {
  path: '/office/reviews/stay/:id',
  access: 'signed-in',
  show: (page) => showStay(page),
  act: judge,
};

function showStay(page: PageRequest, errors?: FormErrors): Promise<Shown> {
  return onWaiting(page, 'stay', async ({ id, personId = '', by }) => {
    const purpose = page.viewer?.roles.includes('clerk') === true ? 'registration-upkeep' : 'report-handling';
    const read = await page.ask('listRegistrations', { params: { personId }, purpose, reply: StaysRead });
    if (read.kind === 'problem') return read;
    const { registrations, months } = read.body;
    const data = {
      stay: registrations.find((one) => one.id === id),
      others: registrations.filter((one) => one.id !== id),
      months,
      isMine: by === page.viewer?.accountId,
    };
    const values = errors === undefined ? (page.kept ?? {}) : page.fields;
    return showForm('reviews/stay', { data, values, errors });
  });
}

async function judge(page: PageRequest): Promise<Shown> {
  const params = { registrationId: page.params['id'] ?? '' };
  const isRejected = textOf(page.fields, 'verdict') === 'REJECTED';
  const done = isRejected
    ? await page.ask('rejectRegistration', { params, body: { reason: textOf(page.fields, 'reason') } })
    : await page.ask('verifyRegistration', { params, body: {} });
  if (done.kind === 'reply') return goTo(`/office/reviews?done=${isRejected ? 'rejected' : 'verified'}`);
  const errors = formErrorsOf(page, done, FIELDS);
  return errors === undefined ? done : showStay(page, errors);
}
