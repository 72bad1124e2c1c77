import type * as z from 'zod';
import { HitsView } from '../../../http/api/persons/person-routes.ts';
import { formErrorsOf, type FormFields } from '../../page/form-errors.ts';
import type { FormErrors, PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { showForm } from '../../page/shown.ts';
import { personQueryOf } from './person-query.ts';

type Hits = z.output<typeof HitsView>['hits'];

const FIELDS = {
  text: { pointer: '/body', words: 'people.text', refusals: ['query-too-short'] },
} as const satisfies FormFields;

/** Whoever comes to the counter is found here, and from here their permit is endorsed, their residence registered and their entitlements written to the card. */
export const findPage: PageDefinition = {
  path: '/office/people',
  access: 'signed-in',
  show: (page) => showFind(page),
  act: find,
};

async function showFind(page: PageRequest, hits?: Hits, errors?: FormErrors): Promise<Shown> {
  const data = { hits: hits?.map((hit) => hitShown(page, hit)) };
  return showForm('people/find', { data, values: { ...page.kept, ...page.fields }, errors });
}

/** The permit and its case belong to the office that keeps the record. */
function hitShown({ viewer }: PageRequest, hit: Hits[number]) {
  return { ...hit, isElsewhere: hit.officeId !== viewer?.officeId };
}

async function find(page: PageRequest): Promise<Shown> {
  const body = personQueryOf(page.fields);
  const found = await page.ask('searchPersons', { body, purpose: 'counter-service', reply: HitsView });
  if (found.kind === 'reply') return showFind(page, found.body.hits);
  const errors = formErrorsOf(page, found, FIELDS);
  return errors === undefined ? found : showFind(page, undefined, errors);
}
