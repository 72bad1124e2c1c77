import { formErrorsOf, type FormFields, sentenceOf } from '../../page/form-errors.ts';
import type { FormErrors, PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { goTo, showForm, showPage } from '../../page/shown.ts';
import { textOf } from '../../page/text-of.ts';
import { addressHere } from '../cases/case-address.ts';
import { asSupervisor } from './as-supervisor.ts';
import { readRecord } from './read-record.ts';
import { RECORD_PATH, recordHere } from './record-address.ts';

const FIELDS = {
  why: { pointer: '/body/why', words: 'records.why', refusals: ['ground-missing', 'reason-missing'] },
} as const satisfies FormFields;
const WAYS = ['seal', 'open'] as const;

type Way = (typeof WAYS)[number];

/** Sealing a record and opening the seal: the reason first, then what follows, then a receipt. */
export const sealPages: readonly PageDefinition[] = WAYS.map((way) => ({
  path: `${RECORD_PATH}/${way}`,
  access: 'signed-in',
  show: (page) => asSupervisor(page, () => showWhy(page, way)),
  act: (page) =>
    asSupervisor(page, () => (textOf(page.fields, 'step') === 'commit' ? turn(page, way) : review(page, way))),
}));

/** Asks for the reason, where the record is not so already. A sealed one is not opened for that. */
async function showWhy(page: PageRequest, way: Way, errors?: FormErrors): Promise<Shown> {
  const record = await readRecord(page);
  if (record.kind === 'problem') return record;
  const isDue = way === 'seal' ? record.kind === 'read' : record.kind === 'sealed' && record.mayOpen;
  if (!isDue) return goTo(recordHere(page));
  const name = record.kind === 'read' ? record.body.person.name : undefined;
  return showForm('records/why', {
    data: { ...shownOf(page, way), name },
    values: { ...page.kept, ...page.fields },
    errors,
  });
}

/** Says whose record it is and what follows; opening a sealed one for that takes the reason that was given. */
async function review(page: PageRequest, way: Way): Promise<Shown> {
  const why = textOf(page.fields, 'why');
  if (why === '') {
    return showWhy(page, way, { status: 422, fields: { why: sentenceOf(page, 'why', FIELDS.why) }, others: [] });
  }
  const record = await readRecord(page, why);
  if (record.kind === 'problem') return record;
  if (record.kind === 'sealed') return goTo(recordHere(page));
  const { name, id: personId } = record.body.person;
  return showForm('records/seal-check', { data: { ...shownOf(page, way), name, personId }, values: page.fields });
}

async function turn(page: PageRequest, way: Way): Promise<Shown> {
  const [why, personId] = [textOf(page.fields, 'why'), textOf(page.fields, 'personId')];
  const body = { isSealed: way === 'seal', why };
  const turned = await page.ask('sealRecord', { params: { personId }, body, reason: why });
  if (turned.kind === 'reply') {
    const by = page.viewer?.displayName;
    return showPage('records/seal-receipt', { ...shownOf(page, way), why, by, at: page.now });
  }
  const errors = formErrorsOf(page, turned, FIELDS);
  return errors === undefined ? turned : showWhy(page, way, errors);
}

function shownOf(page: PageRequest, way: Way) {
  return { way, here: recordHere(page), toCase: addressHere(page), caseNumber: page.params['number'] };
}
