import * as z from 'zod';
import { ERASURE_GROUNDS } from '../../../../domain/retention/index.ts';
import { formErrorsOf, type FormFields, sentenceOf } from '../../page/form-errors.ts';
import type { FormErrors, PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { goTo, showForm, showPage } from '../../page/shown.ts';
import { textOf } from '../../page/text-of.ts';
import { addressHere } from '../cases/case-address.ts';
import { readWaiting } from '../reviews/waiting.ts';
import { asSupervisor } from './as-supervisor.ts';
import { readForgotten } from './read-forgotten.ts';
import { readRecord } from './read-record.ts';
import { ERASURES_PATH, RECORD_PATH, recordHere } from './record-address.ts';

const FIELDS = { ground: { pointer: '/body/ground', words: 'records.ground' } } as const satisfies FormFields;
const GROUNDS = Object.keys(ERASURE_GROUNDS);
/** Refusals that the page tells with the way out of each. */
const HINDERED = ['permit-in-force', 'case-open', 'already-requested'];
const Asked = z.object({ requestId: z.uuid() });

/** Asking that somebody be forgotten: the ground, what goes and what is kept, then a receipt; another supervisor confirms. */
export const erasePages: readonly PageDefinition[] = [
  {
    path: `${RECORD_PATH}/erase`,
    access: 'signed-in',
    show: (page) => asSupervisor(page, () => showErase(page, 'erase')),
    act: (page) => asSupervisor(page, () => (textOf(page.fields, 'step') === 'commit' ? request(page) : review(page))),
  },
];

async function showErase(page: PageRequest, step: 'erase' | 'erase-check', errors?: FormErrors): Promise<Shown> {
  const record = await readRecord(page);
  if (record.kind === 'problem') return record;
  if (record.kind === 'sealed') return goTo(recordHere(page));
  const { id: personId, name } = record.body.person;
  const forgotten = await readForgotten(page, personId);
  if (forgotten.kind === 'problem') return forgotten;
  const waiting = await readWaiting(page);
  if (waiting.kind === 'problem') return waiting;
  const asked = waiting.body.find((line) => line.kind === 'erasure' && line.personId === personId);
  const { obstacles } = forgotten;
  const data = { ...shownOf(page), name, personId, grounds: GROUNDS };
  if (asked !== undefined || obstacles.length > 0) {
    const toAsked = asked === undefined ? undefined : `${ERASURES_PATH}/${asked.id}`;
    return showPage('records/not-now', { ...data, obstacles, toAsked });
  }
  return showForm(`records/${step}`, { data, values: { ...page.kept, ...page.fields }, errors });
}

function review(page: PageRequest): Promise<Shown> {
  if (GROUNDS.includes(textOf(page.fields, 'ground'))) return showErase(page, 'erase-check');
  const fields = { ground: sentenceOf(page, 'ground', FIELDS.ground) };
  return showErase(page, 'erase', { status: 422, fields, others: [] });
}

async function request(page: PageRequest): Promise<Shown> {
  const [ground, personId] = [textOf(page.fields, 'ground'), textOf(page.fields, 'personId')];
  const asked = await page.ask('requestErasure', { params: { personId }, body: { ground }, reply: Asked });
  if (asked.kind === 'reply') {
    const by = page.viewer?.displayName;
    return showPage('records/erase-receipt', { ...shownOf(page), ground, by, at: page.now, ...asked.body });
  }
  if (HINDERED.includes(asked.code)) return showErase(page, 'erase');
  const errors = formErrorsOf(page, asked, FIELDS);
  return errors === undefined ? asked : showErase(page, 'erase', errors);
}

function shownOf(page: PageRequest) {
  return { here: recordHere(page), toCase: addressHere(page), caseNumber: page.params['number'] };
}
