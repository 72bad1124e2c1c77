import { formErrorsOf } from '../../page/form-errors.ts';
import type { FormErrors, PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { goTo, showForm, NOT_FOUND } from '../../page/shown.ts';
import { textOf } from '../../page/text-of.ts';
import { grantShown } from './grant-shown.ts';
import { kindTitles, readGrants } from './read-grants.ts';

const PERMIT = '/office/grants/permits/:permitNumber';
const FIELDS = { reason: { pointer: '/body/reason', words: 'grants.reason', refusals: ['reason-blank'] } };

/** The second person: approves or declines an entitlement, or its withdrawal, after seeing what it says. */
export const decidePages: readonly PageDefinition[] = [
  { path: `${PERMIT}/grant/:id`, access: 'signed-in', show: (page) => showGrant(page), act: decideGrant },
  {
    path: `${PERMIT}/withdrawal/:id`,
    access: 'signed-in',
    show: (page) => showWithdrawal(page),
    act: decideWithdrawal,
  },
];

async function showGrant(page: PageRequest, errors?: FormErrors): Promise<Shown> {
  const read = await readGrants(page, page.params['permitNumber'] ?? '');
  if (read.kind === 'problem') return read;
  const titles = await kindTitles(page);
  if ('kind' in titles) return titles;
  const grant = read.body.grants.find(({ id }) => id === page.params['id']);
  if (grant === undefined) return NOT_FOUND;
  const data = { here: page.path, permitNumber: page.params['permitNumber'], grant: grantShown(page, titles, grant) };
  return showForm('grants/grant', { data, values: errors === undefined ? (page.kept ?? {}) : page.fields, errors });
}

async function showWithdrawal(page: PageRequest, errors?: FormErrors): Promise<Shown> {
  const read = await readGrants(page, page.params['permitNumber'] ?? '');
  if (read.kind === 'problem') return read;
  const titles = await kindTitles(page);
  if ('kind' in titles) return titles;
  const withdrawal = read.body.withdrawals.find(({ id }) => id === page.params['id']);
  const grant = read.body.grants.find(({ id }) => id === withdrawal?.grantId);
  if (withdrawal === undefined || grant === undefined) return NOT_FOUND;
  const data = {
    here: page.path,
    permitNumber: page.params['permitNumber'],
    withdrawal: { ...withdrawal, isMine: withdrawal.enteredBy === page.viewer?.accountId },
    grant: grantShown(page, titles, grant),
  };
  return showForm('grants/withdrawal', {
    data,
    values: errors === undefined ? (page.kept ?? {}) : page.fields,
    errors,
  });
}

async function decideGrant(page: PageRequest): Promise<Shown> {
  const params = { grantId: page.params['id'] ?? '' };
  const isDeclined = textOf(page.fields, 'verdict') === 'decline';
  const done = isDeclined
    ? await page.ask('declineGrant', { params, body: { reason: textOf(page.fields, 'reason') } })
    : await page.ask('approveGrant', { params });
  if (done.kind === 'reply') return goTo(`/office/grants?done=${isDeclined ? 'declined' : 'approved'}`);
  const errors = formErrorsOf(page, done, FIELDS);
  return errors === undefined ? done : showGrant(page, errors);
}

async function decideWithdrawal(page: PageRequest): Promise<Shown> {
  const params = { withdrawalId: page.params['id'] ?? '' };
  const isDeclined = textOf(page.fields, 'verdict') === 'decline';
  const done = isDeclined
    ? await page.ask('declineWithdrawal', { params, body: { reason: textOf(page.fields, 'reason') } })
    : await page.ask('approveWithdrawal', { params });
  if (done.kind === 'reply') return goTo(`/office/grants?done=${isDeclined ? 'withdrawal-declined' : 'taken-back'}`);
  const errors = formErrorsOf(page, done, FIELDS);
  return errors === undefined ? done : showWithdrawal(page, errors);
}
