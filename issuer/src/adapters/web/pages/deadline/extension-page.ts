import { clauseName } from '../../../documents/content/name-tables.ts';
import { formErrorsOf, type FormFields, sentenceOf } from '../../page/form-errors.ts';
import type { FormErrors, PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { goTo, showForm } from '../../page/shown.ts';
import { textOf, typedIn } from '../../page/text-of.ts';
import { addressHere, CASE_PATH, caseParams } from '../cases/case-address.ts';
import { readCase } from '../cases/read-case.ts';
import { mayExtend } from './may-extend.ts';

const FIELDS = {
  ground: { pointer: '/body/ground', words: 'deadline.ground', refusals: ['ground-unknown'] },
  days: { pointer: '/body/days', words: 'deadline.days', refusals: ['not-longer', 'beyond-maximum'] },
} as const satisfies FormFields;

/** More days for a case, once, on a ground of the published rules. */
export const extensionPage: PageDefinition = {
  path: `${CASE_PATH}/extension`,
  access: 'signed-in',
  show: (page) => showExtension(page),
  act: extend,
};

async function showExtension(page: PageRequest, errors?: FormErrors): Promise<Shown> {
  const read = await readCase(page);
  if (read.kind === 'problem') return read;
  const { application, person, clock } = read.body;
  if (clock === undefined || (errors === undefined && !mayExtend(page, read.body))) return goTo(addressHere(page));
  const { acceptanceDays, maxDays, extensionGrounds } = clock.rules;
  const data = {
    here: addressHere(page),
    name: person.name,
    number: application.number,
    dueOn: clock.dueOn,
    latestOn: clock.latestOn,
    least: acceptanceDays + 1,
    most: maxDays,
    grounds: extensionGrounds.map(({ id, titles, clause }) => ({
      id,
      title: titles[page.language],
      clause: clauseName(clause, page.language),
    })),
  };
  return showForm('deadline/extension', { data, values: { ...page.kept, ...page.fields }, errors });
}

async function extend(page: PageRequest): Promise<Shown> {
  const { fields } = page;
  const missing = (['ground', 'days'] as const).filter((name) => textOf(fields, name) === '');
  if (missing.length > 0) {
    const sentences = missing.map((name) => [name, sentenceOf(page, name, FIELDS[name])]);
    return showExtension(page, { status: 422, fields: Object.fromEntries(sentences), others: [] });
  }
  const body = { ground: typedIn(fields, 'ground'), days: Number(textOf(fields, 'days')) };
  const done = await page.ask('extendDeadline', { params: caseParams(page), body });
  if (done.kind === 'reply') return goTo(addressHere(page));
  const errors = formErrorsOf(page, done, FIELDS);
  return errors === undefined ? done : showExtension(page, errors);
}
