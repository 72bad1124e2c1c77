import type * as z from 'zod';
import { HitsView } from '../../../http/api/persons/person-routes.ts';
import { formErrorsOf, type FormFields } from '../../page/form-errors.ts';
import type { FormErrors, PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { showForm } from '../../page/shown.ts';
import { personQueryOf } from '../people/person-query.ts';

const FIELDS = {
  text: { pointer: '/body', words: 'loss.text', refusals: ['query-too-short'] },
} as const satisfies FormFields;

/** The loss desk: finds who calls or stands there, in the whole city. */
export const findPage: PageDefinition = {
  path: '/office/loss',
  access: 'signed-in',
  show: (page) => showFind(page),
  act: find,
};

async function showFind(
  page: PageRequest,
  given: { readonly errors?: FormErrors | undefined; readonly hits?: z.output<typeof HitsView>['hits'] } = {},
): Promise<Shown> {
  const mayTakeBack = page.viewer?.roles.includes('clerk') === true;
  const values = { ...page.kept, ...page.fields };
  return showForm('loss/find', { data: { hits: given.hits, mayTakeBack }, values, errors: given.errors });
}

async function find(page: PageRequest): Promise<Shown> {
  const purpose = page.viewer?.roles.includes('clerk') === true ? 'counter-service' : 'supervision';
  const found = await page.ask('searchPersons', { body: personQueryOf(page.fields), purpose, reply: HitsView });
  if (found.kind === 'reply') return showFind(page, { hits: found.body.hits });
  const errors = formErrorsOf(page, found, FIELDS);
  return errors === undefined ? found : showFind(page, { errors });
}
