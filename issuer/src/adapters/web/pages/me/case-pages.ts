import { clauseName } from '../../../documents/content/name-tables.ts';
import { formErrorsOf } from '../../page/form-errors.ts';
import type { FormErrors, PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { goTo } from '../../page/shown.ts';
import { textOf } from '../../page/text-of.ts';
import { todayAt } from '../../words/today-at.ts';
import { isAppealable, openAppeal } from './appealable.ts';
import { factWords, valueWords } from './fact-words.ts';
import { officeNameIn } from './office-name.ts';
import type { Own } from './read-own.ts';
import { showOwn } from './show-own.ts';

type OwnCase = Own['cases'][number];
const CASE = '/me/cases/:applicationId';
/** While a case is open nobody knows yet how long its papers are kept. */
const WITHOUT_END = '9999-12-31';
/** A case can be taken back until its card is being made. */
const WITHDRAWABLE = ['DRAFT', 'SUBMITTED', 'SUPPLEMENT_REQUESTED', 'ACCEPTED', 'IN_REVIEW'];

/** The viewer's cases: all of them, one with its clock and decision, and the appeal against it. */
export const casePages: readonly PageDefinition[] = [
  {
    path: '/me/cases',
    access: 'signed-in',
    show: (page) => showOwn(page, { template: 'cases', section: 'cases', dataOf: (own) => casesOf(page, own) }),
  },
  { path: CASE, access: 'signed-in', show: (page) => showCase(page, 'case') },
  { path: `${CASE}/appeal`, access: 'signed-in', show: (page) => showCase(page, 'appeal'), act: appeal },
  { path: `${CASE}/appealed`, access: 'signed-in', show: (page) => showCase(page, 'appealed') },
  {
    path: `${CASE}/appeal/withdrawal`,
    access: 'signed-in',
    show: (page) => showCase(page, 'appeal-withdraw'),
    act: withdrawAppeal,
  },
  { path: `${CASE}/withdrawal`, access: 'signed-in', show: (page) => showCase(page, 'withdraw'), act: withdraw },
];

function casesOf(page: PageRequest, own: Own) {
  return { cases: own.cases.map((one) => caseShown(page, own, one)) };
}

/** A case as the holder's pages show it. */
export function caseShown(page: PageRequest, own: Own, one: OwnCase) {
  const { application, extension, decision, appeals, facts, evidence, appealBy } = one;
  const { say, format } = page;
  return {
    ...application,
    to: `/me/cases/${application.id}`,
    office: officeNameIn(page, own)(application.officeId),
    facts: facts.map((fact) => ({
      name: factWords(page, fact.name),
      value: valueWords(page, fact),
      by: say(`lists.speaker.${fact.saidBy}`),
      on: format.dayOf(fact.saidAt),
    })),
    papers: evidence
      .filter(({ type }) => page.has(`lists.paper.${type}`))
      .map(({ type, addedAt, retainUntil }) => {
        return { type, addedAt, retainUntil: retainUntil === WITHOUT_END ? undefined : retainUntil };
      }),
    extension: extension?.titles[page.language],
    decision:
      decision === undefined
        ? undefined
        : {
            outcome: decision.outcome,
            decidedAt: decision.decidedAt,
            serviceClass: decision.serviceClass,
            reasons: reasonsOf(page, decision.reasons),
          },
    appealBy,
    isAppealable: isAppealable(one, todayAt(page.now)),
    openAppeal: openAppeal(one)?.id,
    appealAgainBy: appealBy !== undefined && appealBy >= todayAt(page.now) ? appealBy : undefined,
    isWithdrawable: WITHDRAWABLE.includes(application.state),
    appeals: appeals.map(({ state, filedAt, dueOn, grounds, reasons }) => {
      return { state, filedAt, dueOn, grounds, reasons: reasonsOf(page, reasons ?? []) };
    }),
  };
}

function reasonsOf({ language }: PageRequest, reasons: readonly { readonly words: string; readonly clause: string }[]) {
  return reasons.map(({ words, clause }) => ({ words, clause: clauseName(clause, language) }));
}

function showCase(page: PageRequest, template: string, errors?: FormErrors): Promise<Shown> {
  const dataOf = (own: Own) => {
    const one = own.cases.find(({ application }) => application.id === page.params['applicationId']);
    return one === undefined ? undefined : { one: caseShown(page, own, one) };
  };
  const values = errors === undefined ? (page.kept ?? {}) : page.fields;
  return showOwn(page, { template, section: 'cases', dataOf, values, errors });
}

async function appeal(page: PageRequest): Promise<Shown> {
  const applicationId = page.params['applicationId'] ?? '';
  const body = { grounds: textOf(page.fields, 'grounds') };
  const filed = await page.ask('fileAppeal', { params: { applicationId }, body });
  if (filed.kind === 'reply') return goTo(`/me/cases/${applicationId}/appealed`);
  const fields = { grounds: { pointer: '/body/grounds', words: 'me.appeal.grounds', refusals: ['grounds-missing'] } };
  const errors = formErrorsOf(page, filed, fields);
  return errors === undefined ? filed : showCase(page, 'appeal', errors);
}

/** The form names the appeal, so that an old page takes back no later one. */
async function withdrawAppeal(page: PageRequest): Promise<Shown> {
  const done = await page.ask('withdrawAppeal', { params: { appealId: textOf(page.fields, 'appealId') } });
  if (done.kind === 'reply') return goTo(`/me/cases/${page.params['applicationId'] ?? ''}`);
  const errors = formErrorsOf(page, done, {});
  return errors === undefined ? done : showCase(page, 'appeal-withdraw', errors);
}

async function withdraw(page: PageRequest): Promise<Shown> {
  const applicationId = page.params['applicationId'] ?? '';
  const done = await page.ask('withdrawApplication', { params: { applicationId } });
  if (done.kind === 'reply') return goTo(`/me/cases/${applicationId}`);
  const errors = formErrorsOf(page, done, {});
  return errors === undefined ? done : showCase(page, 'withdraw', errors);
}
