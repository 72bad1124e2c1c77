import { EVIDENCE_TYPES } from '../../../../domain/policy/index.ts';
import { EVIDENCE_UPLOAD_MAX_BYTES } from '../../../evidence/examine/evidence-limits.ts';
import { type FormFields, formErrorsOf, sentenceOf } from '../../page/form-errors.ts';
import type { FormErrors, PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { goTo, showForm } from '../../page/shown.ts';
import { textOf } from '../../page/text-of.ts';
import { addressHere, CASE_PATH, caseParams } from './case-address.ts';
import { latestFact, RULE_QUESTIONS } from './case-facts.ts';
import { missingShown, papersShown } from './paper-shown.ts';
import { type CaseBody, readCase } from './read-case.ts';

const FIELDS = {
  type: { pointer: '/params/type', words: 'cases.papers.type' },
  file: {
    pointer: '/body',
    words: 'cases.papers.file',
    refusals: [
      'evidence-type-refused',
      'evidence-too-large',
      'evidence-bomb',
      'evidence-polyglot',
      'evidence-active',
      'portrait-refused',
      'BODY_TOO_LARGE',
    ],
  },
} as const satisfies FormFields;

/** The papers of a case: what is there, what the rules still want, and one more. */
export const papersPage: PageDefinition = {
  path: `${CASE_PATH}/papers`,
  access: 'signed-in',
  upload: { field: 'file', maxBytes: EVIDENCE_UPLOAD_MAX_BYTES },
  show: (page) => showPapers(page),
  act: addPaper,
};

async function showPapers(page: PageRequest, errors?: FormErrors): Promise<Shown> {
  const read = await readCase(page);
  if (read.kind === 'problem') return read;
  const { person, application, evidence, missing, facts } = read.body;
  const data = {
    name: person.name,
    number: application.number,
    here: addressHere(page),
    papers: papersShown(page, evidence),
    missing: missingShown(page, missing),
    isToConfirm: RULE_QUESTIONS.some(({ fact }) => latestFact(facts, fact)?.saidBy === 'APPLICANT'),
    types: wantedFirst(read.body).map((type) => ({ value: type, text: page.say(`lists.paper.${type}`) })),
  };
  return showForm('cases/papers', { data, values: page.fields, errors });
}

async function addPaper(page: PageRequest): Promise<Shown> {
  const { file, fields, ask } = page;
  const type = textOf(fields, 'type');
  if (file === undefined || type === '') {
    const lacking = [
      ...(type === '' ? ['type'] : []),
      ...(file === undefined ? ['file'] : []),
    ] as (keyof typeof FIELDS)[];
    const sentences = lacking.map((name) => [name, sentenceOf({ ...page, fields: {} }, name, FIELDS[name])]);
    return showPapers(page, { status: 400, fields: Object.fromEntries(sentences), others: [] });
  }
  const added = await ask('addEvidence', { params: { ...caseParams(page), type }, upload: file });
  if (added.kind === 'reply') return goTo(addressHere(page, 'papers'));
  const errors = formErrorsOf(page, added, FIELDS);
  return errors === undefined ? added : showPapers(page, errors);
}

/** Kinds of papers, those that are missing first. */
function wantedFirst({ missing }: CaseBody): readonly string[] {
  const wanted = missing.flatMap(({ anyOf }) => anyOf);
  return [...new Set([...wanted, ...EVIDENCE_TYPES])];
}
