import * as z from 'zod';
import { type FormFields, formErrorsOf, sentenceOf } from '../../page/form-errors.ts';
import type { FormErrors, PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { goTo } from '../../page/shown.ts';
import { textOf } from '../../page/text-of.ts';
import { factWords } from './fact-words.ts';
import { type Own, readOwn } from './read-own.ts';
import { showOwn } from './show-own.ts';

/** Facts that the viewer can say are wrong. */
const DISPUTABLE = [
  'person.name',
  'person.citizenId',
  'person.sex',
  'person.ethnicGroup',
  'person.hukouAddress',
  'person.residenceAddress',
  'person.contact',
] as const;
const FIELDS: FormFields = {
  fact: { pointer: '/body/facts/0/name', words: 'me.correct.fact' },
  right: { pointer: '/body/facts/0/value', words: 'me.correct.right', refusals: ['fact-value-bad', 'fact-too-long'] },
};
const Entered = z.object({ applicationId: z.string(), number: z.string() });

/** Saying that a fact is wrong: a case of correction, which another officer decides with its papers. */
export const correctPages: readonly PageDefinition[] = [
  { path: '/me/data/correction', access: 'signed-in', show: (page) => showCorrection(page), act: correct },
  {
    path: '/me/data/correction/done',
    access: 'signed-in',
    show: (page) =>
      showOwn(page, {
        template: 'corrected',
        section: 'data',
        dataOf: ({ cases, offices, person }: Own) => {
          const one = cases.find(({ application }) => application.number === page.query['case']);
          const office = offices.find(({ id }) => id === person.officeId);
          return one === undefined ? undefined : { one: one.application, office };
        },
      }),
  },
];

function showCorrection(page: PageRequest, errors?: FormErrors): Promise<Shown> {
  const data = { facts: DISPUTABLE.map((name) => ({ value: name, text: factWords(page, name) })) };
  const values = errors === undefined ? (page.kept ?? { fact: page.query['fact'] ?? '' }) : page.fields;
  return showOwn(page, { template: 'correction', section: 'data', dataOf: () => data, values, errors });
}

async function correct(page: PageRequest): Promise<Shown> {
  const missing = missingOf(page);
  if (missing !== undefined) return showCorrection(page, missing);
  const read = await readOwn(page);
  if (read.kind === 'problem') return read;
  const { officeId, citizenId, name } = read.body.person;
  const body = {
    officeId,
    door: 'HOLDER',
    kind: 'CORRECT_ERROR',
    person: { citizenId, name },
    facts: [{ name: textOf(page.fields, 'fact'), value: textOf(page.fields, 'right') }],
  };
  const entered = await page.ask('enterApplication', { body, reply: Entered });
  if (entered.kind === 'problem') {
    const errors = formErrorsOf(page, entered, FIELDS);
    return errors === undefined ? entered : showCorrection(page, errors);
  }
  const { applicationId, number } = entered.body;
  const submitted = await page.ask('submitApplication', { params: { applicationId } });
  return submitted.kind === 'problem' ? submitted : goTo(`/me/data/correction/done?case=${encodeURIComponent(number)}`);
}

function missingOf(page: PageRequest): FormErrors | undefined {
  const missing = Object.entries(FIELDS).filter(([name]) => textOf(page.fields, name) === '');
  if (missing.length === 0) return undefined;
  const fields = Object.fromEntries(missing.map(([name, field]) => [name, sentenceOf(page, name, field)]));
  return { status: 422, fields, others: [] };
}
