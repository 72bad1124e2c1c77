import { clauseName } from '../../../documents/content/name-tables.ts';
import { type FormFields, formErrorsOf, sentenceOf } from '../../page/form-errors.ts';
import type { Fields, FormErrors, PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { goTo, showForm } from '../../page/shown.ts';
import { textOf } from '../../page/text-of.ts';
import { decisionNotice } from '../endorse/decision-notice.ts';
import { addressHere, CASE_PATH, caseParams } from './case-address.ts';
import { conditionsShown, findingsIn } from './findings.ts';
import { type CaseBody, readCase } from './read-case.ts';

const CLASSES = [1, 2, 3] as const;
const FIELDS = {
  outcome: { pointer: '/body/outcome', words: 'cases.decision.outcome', refusals: ['not-eligible', 'name-unproved'] },
  serviceClass: {
    pointer: '/body/serviceClass',
    words: 'cases.decision.class',
    refusals: ['service-class-missing', 'service-class-unknown', 'service-class-unasked'],
  },
  clause: { pointer: '/body/reasons/0/clause', words: 'cases.decision.clause', refusals: ['clause-missing'] },
  words: { pointer: '/body/reasons/0/words', words: 'cases.decision.words', refusals: ['reasons-missing'] },
} as const satisfies FormFields;

/** Deciding a case: outcome, class, reason and clause, looked over once more before it is done. */
export const decisionPages: readonly PageDefinition[] = [
  {
    path: `${CASE_PATH}/decision`,
    access: 'signed-in',
    show: (page) => showDecision(page, page.kept ?? {}),
    act: check,
  },
  {
    path: `${CASE_PATH}/decision/check`,
    access: 'signed-in',
    show: (page) => showDecision(page, page.kept ?? {}),
    act: decide,
  },
];

async function showDecision(page: PageRequest, values: Fields, errors?: FormErrors): Promise<Shown> {
  const read = await readCase(page);
  if (read.kind === 'problem') return read;
  const { application, person } = read.body;
  const findings = findingsIn(read.body);
  const proposed = findings?.serviceClass.proposed;
  const conditions = findings === undefined ? [] : conditionsShown(page, findings);
  const data = {
    here: addressHere(page),
    name: person.name,
    number: application.number,
    kind: application.kind,
    notice: await decisionNotice(page, read.body),
    verdict: findings?.eligibility.verdict,
    conditions,
    classes:
      application.kind === 'FIRST' ? CLASSES.map((one) => ({ value: String(one), isProposed: one === proposed })) : [],
    clauses: clausesOf(page, read.body),
  };
  const withProposal = proposed === undefined ? {} : { serviceClass: String(proposed) };
  return showForm('cases/decision', { data, values: { ...withProposal, ...values }, errors });
}

/** What a decision may cite: the clauses of the conditions, those first that are not met. */
function clausesOf(page: PageRequest, body: CaseBody): readonly { readonly value: string; readonly text: string }[] {
  const conditions = findingsIn(body)?.eligibility.conditions ?? [];
  const inOrder = [...conditions].sort((one, other) => Number(one.outcome === 'met') - Number(other.outcome === 'met'));
  const values = inOrder.map((one) => ({ ...one, value: `${one.condition}|${one.clause}` }));
  const article = body.application.kind === 'ENDORSE' ? 10 : 9;
  const clause = `Decree 663 art. ${article}`;
  const whole = { value: `ART_${article}|${clause}`, clause, condition: undefined };
  return [...values, whole].map(({ value, clause: cited, condition }) => {
    const name = clauseName(cited, page.language);
    return {
      value,
      text:
        condition === undefined
          ? name
          : `${page.say(`lists.condition.${condition}`)}${page.say('common.colon')}${name}`,
    };
  });
}

async function check(page: PageRequest): Promise<Shown> {
  const { fields } = page;
  const outcome = textOf(fields, 'outcome');
  const wanted =
    outcome === 'REFUSED' ? (['clause', 'words'] as const) : outcome === 'APPROVED' ? [] : (['outcome'] as const);
  const missing = wanted.filter((name) => textOf(fields, name) === '');
  if (missing.length > 0) {
    const sentences = missing.map((name) => [name, sentenceOf(page, name, FIELDS[name])]);
    return showDecision(page, fields, { status: 400, fields: Object.fromEntries(sentences), others: [] });
  }
  const read = await readCase(page);
  if (read.kind === 'problem') return read;
  const { application, person } = read.body;
  if (outcome === 'APPROVED' && findingsIn(read.body)?.eligibility.verdict === 'not-eligible') {
    return goTo(addressHere(page, 'eligibility'));
  }
  const clause = clausesOf(page, read.body).find(({ value }) => value === textOf(fields, 'clause'))?.text;
  const data = {
    here: addressHere(page),
    name: person.name,
    number: application.number,
    kind: application.kind,
    notice: await decisionNotice(page, read.body),
    clause,
  };
  return showForm('cases/decision-check', { data, values: fields });
}

async function decide(page: PageRequest): Promise<Shown> {
  const { fields, ask } = page;
  const [code = '', clause = ''] = textOf(fields, 'clause').split('|');
  const words = textOf(fields, 'words');
  const outcome = textOf(fields, 'outcome');
  const serviceClass = textOf(fields, 'serviceClass');
  const body = {
    outcome,
    reasons: words === '' ? [] : [{ code: code === '' ? 'OTHER' : code, clause, words }],
    serviceClass: outcome === 'APPROVED' && serviceClass !== '' ? Number(serviceClass) : undefined,
  };
  const decided = await ask('decideApplication', { params: caseParams(page), body });
  if (decided.kind === 'reply') return goTo(addressHere(page, 'done/decided'));
  const errors = formErrorsOf(page, decided, FIELDS);
  return errors === undefined ? decided : showDecision(page, fields, errors);
}
