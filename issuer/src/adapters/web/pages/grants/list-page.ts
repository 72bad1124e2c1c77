import { formErrorsOf } from '../../page/form-errors.ts';
import type { FormErrors, PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { goTo, showForm, showPage } from '../../page/shown.ts';
import { textOf } from '../../page/text-of.ts';
import { readWaiting } from '../reviews/waiting.ts';
import { grantsOnCard } from './card-grants-address.ts';
import { grantShown } from './grant-shown.ts';
import { kindTitles, readGrants } from './read-grants.ts';

const DONE = ['entered', 'withdrawal-entered', 'approved', 'declined', 'taken-back', 'withdrawal-declined'];
const FIELDS = {
  permitNumber: { pointer: '/params/permitNumber', words: 'grants.permit-number', refusals: ['permit-not-found'] },
};

/** What waits for a second person, and the way to the entitlements of a permit. */
export const listPages: readonly PageDefinition[] = [
  { path: '/office/grants', access: 'signed-in', show: (page) => showList(page), act: findPermit },
  { path: '/office/grants/permits/:permitNumber', access: 'signed-in', show: showPermit },
];

async function showList(page: PageRequest, errors?: FormErrors): Promise<Shown> {
  const { format, viewer, query } = page;
  const found = await readWaiting(page);
  if (found.kind === 'problem') return found;
  const lines = found.body
    .filter(({ kind }) => kind === 'grant' || kind === 'withdrawal')
    .map(({ kind, id, number = '', since, by }) => ({
      kind,
      number,
      to: `/office/grants/permits/${number}/${kind}/${id}`,
      since: format.dayOf(since),
      isMine: by === viewer?.accountId,
    }));
  const roles = viewer?.roles ?? [];
  const data = {
    lines,
    done: DONE.find((name) => name === query['done']),
    mayEnter: roles.includes('clerk'),
    mayRead: roles.includes('clerk') || roles.includes('reviewer'),
    mayKeepKeys: roles.includes('supervisor'),
  };
  return showForm('grants/list', { data, values: errors === undefined ? {} : page.fields, errors });
}

async function findPermit(page: PageRequest): Promise<Shown> {
  const permitNumber = textOf(page.fields, 'permitNumber').toUpperCase();
  const read = await readGrants(page, permitNumber);
  if (read.kind === 'reply') return goTo(`/office/grants/permits/${permitNumber}`);
  const errors = formErrorsOf(page, read.code === 'permit-not-found' ? { ...read, status: 422 } : read, FIELDS);
  return errors === undefined ? read : showList(page, errors);
}

async function showPermit(page: PageRequest): Promise<Shown> {
  const permitNumber = page.params['permitNumber'] ?? '';
  const read = await readGrants(page, permitNumber);
  if (read.kind === 'problem') return read;
  const titles = await kindTitles(page);
  if ('kind' in titles) return titles;
  const { grants, withdrawals, cardNumber } = read.body;
  const titleOf = new Map(grants.map((grant) => [grant.id, titles.get(grant.kind) ?? grant.kind]));
  return showPage('grants/permit', {
    permitNumber,
    grants: grants.map((grant) => grantShown(page, titles, grant)),
    withdrawals: withdrawals.map((one) => ({ ...one, title: titleOf.get(one.grantId) ?? '' })),
    mayDecide: page.viewer?.roles.includes('reviewer') === true,
    toCard:
      cardNumber !== undefined && page.viewer?.roles.includes('clerk') === true ? grantsOnCard(cardNumber) : undefined,
  });
}
