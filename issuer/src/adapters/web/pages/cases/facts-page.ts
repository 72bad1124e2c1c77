import type { FormErrors, Fields, PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { formErrorsOf } from '../../page/form-errors.ts';
import { goTo, showForm } from '../../page/shown.ts';
import { textOf } from '../../page/text-of.ts';
import { addressHere, CASE_PATH, caseParams } from './case-address.ts';
import { latestFact, RULE_QUESTIONS, sourceOf } from './case-facts.ts';
import { isBrought } from './paper-shown.ts';
import { type CaseBody, readCase } from './read-case.ts';

/** What the rules ask: each answer with who says it and the paper that it was checked against. */
export const factsPage: PageDefinition = {
  path: `${CASE_PATH}/facts`,
  access: 'signed-in',
  show: async (page) => {
    const read = await readCase(page);
    return read.kind === 'problem' ? read : showFacts(page, read.body, page.kept ?? valuesIn(read.body));
  },
  act: saveFacts,
};

function showFacts(
  page: PageRequest,
  { evidence, person, application }: CaseBody,
  values: Fields,
  errors?: FormErrors,
): Shown {
  const sources = [
    { value: 'APPLICANT', text: page.say('cases.facts.applicant-says') },
    { value: 'OFFICE', text: page.say('cases.facts.office-says') },
    ...evidence
      .filter((paper) => isBrought(paper) && paper.type !== 'PORTRAIT')
      .map(({ id, type }) => ({
        value: `OFFICE:${id}`,
        text: page.say('cases.facts.office-with', { paper: page.say(`lists.paper.${type}`) }),
      })),
  ];
  const questions = RULE_QUESTIONS.map(({ field, fact, answers }) => ({
    field,
    label: page.say(`lists.fact.${fact}`),
    answers: answers.map((value) => ({ value, text: page.say(`lists.value.${value}`) })),
  }));
  const data = { questions, sources, name: person.name, number: application.number, here: addressHere(page) };
  return showForm('cases/facts', { data, values, errors });
}

function valuesIn({ facts }: CaseBody): Fields {
  return Object.fromEntries(
    RULE_QUESTIONS.flatMap(({ field, fact }) => {
      const said = latestFact(facts, fact);
      return said === undefined
        ? []
        : [
            [field, said.value],
            [`${field}-source`, sourceOf(said)],
          ];
    }),
  );
}

/** Only what is new is written down: what was said before stays. */
async function saveFacts(page: PageRequest): Promise<Shown> {
  const read = await readCase(page);
  if (read.kind === 'problem') return read;
  const before = valuesIn(read.body);
  for (const { field, fact } of RULE_QUESTIONS) {
    const [value, source] = [textOf(page.fields, field), textOf(page.fields, `${field}-source`)];
    const isNew = value !== textOf(before, field) || source !== textOf(before, `${field}-source`);
    if (value === '' || !isNew) continue;
    const [saidBy, evidenceId] = source.split(':');
    const body = { name: fact, value, saidBy: saidBy === '' ? undefined : saidBy, evidenceId };
    const added = await page.ask('addFact', { params: caseParams(page), body, part: field });
    if (added.kind === 'reply') continue;
    const errors = formErrorsOf(page, added, { [field]: { pointer: '/body', words: 'cases.facts.answer' } });
    return errors === undefined ? added : showFacts(page, read.body, page.fields, errors);
  }
  return goTo(addressHere(page, read.body.missing.length > 0 ? 'papers' : ''));
}
