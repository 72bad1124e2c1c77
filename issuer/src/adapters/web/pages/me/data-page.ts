import type { PageDefinition, PageRequest } from '../../page/page.ts';
import { factWords, valueWords } from './fact-words.ts';
import { officeNameIn } from './office-name.ts';
import type { Own } from './read-own.ts';
import { showOwn } from './show-own.ts';

/** Everything that the register holds of the viewer, each fact with who said it and when. */
export const dataPage: PageDefinition = {
  path: '/me/data',
  access: 'signed-in',
  show: (page) => showOwn(page, { template: 'data', section: 'data', dataOf: (own) => dataOf(page, own) }),
};

/** The same for the page that is kept or printed. */
export function dataOf(page: PageRequest, own: Own) {
  const { person, registrations, earlierNames, earlierCitizenIds, mergedRecords } = own;
  const { details } = person;
  const officeName = officeNameIn(page, own);
  const lines: readonly (readonly [string, string | undefined])[] = [
    ['person.name', person.name],
    ['person.citizenId', person.citizenId],
    ['person.birthDate', person.birthDate],
    ['person.sex', String(details.sex)],
    ['person.ethnicGroup', details.ethnicGroup],
    ['person.hukouAddress', details.hukouAddress],
    ['person.residenceAddress', details.residenceAddress],
    ['person.contact', details.contact],
  ];
  return {
    office: officeName(person.officeId),
    facts: lines.flatMap(([name, value]) => (value === undefined ? [] : [lineOf(page, own, { name, value })])),
    said: saidOf(page, own),
    stays: registrations.map((stay) => ({ ...stay, office: officeName(stay.officeId) })),
    earlierNames,
    earlierCitizenIds,
    merged: mergedRecords.map(({ id, name, citizenId }) => ({ id, name, citizenId })),
  };
}

function lineOf(page: PageRequest, { cases }: Own, { name, value }: { readonly name: string; readonly value: string }) {
  const facts = cases.flatMap(({ application, facts: said }) =>
    said
      .filter((fact) => fact.name === name && fact.value === value)
      .map((fact) => ({ ...fact, of: application.number })),
  );
  const source = facts.toSorted((a, b) => a.saidAt - b.saidAt).at(-1);
  return {
    name: factWords(page, name),
    value:
      name === 'person.birthDate'
        ? { text: page.format.date(value), isTyped: false }
        : valueWords(page, { name, value }),
    source:
      source === undefined
        ? undefined
        : { by: page.say(`lists.speaker.${source.saidBy}`), on: page.format.dayOf(source.saidAt), of: source.of },
  };
}

/** What was said in cases beside the particulars: grounds, exemptions and the like. */
function saidOf(page: PageRequest, { cases }: Own) {
  return cases.flatMap(({ application, facts }) =>
    facts
      .filter(({ name }) => !name.startsWith('person.'))
      .map((fact) => ({
        name: factWords(page, fact.name),
        value: valueWords(page, fact),
        by: page.say(`lists.speaker.${fact.saidBy}`),
        on: page.format.dayOf(fact.saidAt),
        of: application.number,
      })),
  );
}
