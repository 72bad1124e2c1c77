import type { PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { goTo, showForm, showPage } from '../../page/shown.ts';
import { textOf } from '../../page/text-of.ts';
import { chosenReader } from '../cards/card-address.ts';
import { type FaultAtReader, faultAtReader } from '../cards/fault-at-reader.ts';
import { markedReader, readReaders, stationOf } from '../cards/reader-choice.ts';
import { addressHere, CASE_PATH, caseParams } from '../cases/case-address.ts';
import { type CaseBody, readCase } from '../cases/read-case.ts';
import { previewShown } from './preview-shown.ts';
import { readPreview } from './read-preview.ts';

/** The card of an approved endorsement at the counter's reader, and the new date. */
export const cardPages: readonly PageDefinition[] = [
  { path: `${CASE_PATH}/endorse`, access: 'signed-in', show: (page) => showCard(page), act: endorse },
  { path: `${CASE_PATH}/endorsed`, access: 'signed-in', show: showDone },
];

async function showCard(page: PageRequest, fault: FaultAtReader = {}): Promise<Shown> {
  const read = await readCase(page);
  if (read.kind === 'problem') return read;
  const elsewhere = elsewhereOf(page, read.body, 'APPROVED');
  if (elsewhere !== undefined) return goTo(elsewhere);
  const { application, person } = read.body;
  const preview = await readPreview(page, application.permitId ?? '');
  if (preview.kind === 'problem') return preview;
  const readers = await readReaders(page);
  if (readers.kind === 'problem') return readers;
  const values = { ...page.fields, at: markedReader(page, readers.body) };
  const data = {
    here: addressHere(page),
    person,
    number: application.number,
    preview: previewShown(page, preview.body),
    readers: readers.body,
    mayEndorse: page.viewer?.roles.includes('clerk') === true,
    way: fault.way,
  };
  return showForm('endorse/card', { data, values, errors: fault.errors });
}

/** Where a case leads that is not at this step: to its end, or to the case itself. */
function elsewhereOf(
  page: PageRequest,
  { application: { kind, state } }: CaseBody,
  wanted: 'APPROVED' | 'CLOSED',
): `/${string}` | undefined {
  if (kind === 'ENDORSE' && state === wanted) return undefined;
  return addressHere(page, kind === 'ENDORSE' && state === 'CLOSED' ? 'endorsed' : '');
}

async function endorse(page: PageRequest): Promise<Shown> {
  if (textOf(page.fields, 'told') !== 'yes') {
    const untold = await refuseUntold(page);
    if (untold !== undefined) return untold;
  }
  const done = await page.ask('endorsePermit', { params: caseParams(page), body: stationOf(chosenReader(page)) });
  if (done.kind === 'reply') return goTo(addressHere(page, 'endorsed'));
  const fault = faultAtReader(page, done);
  return fault === undefined ? done : showCard(page, fault);
}

/** A late endorsement is written once the holder was told what it costs today. */
async function refuseUntold(page: PageRequest): Promise<Shown | undefined> {
  const read = await readCase(page);
  if (read.kind === 'problem') return read;
  const preview = await readPreview(page, read.body.application.permitId ?? '');
  if (preview.kind === 'problem') return preview;
  if (preview.body.timing !== 'LATE') return undefined;
  const fields = { told: page.say('endorse.told.missing') };
  return showCard(page, { errors: { status: 422, fields, others: [] } });
}

async function showDone(page: PageRequest): Promise<Shown> {
  const read = await readCase(page);
  if (read.kind === 'problem') return read;
  const elsewhere = elsewhereOf(page, read.body, 'CLOSED');
  if (elsewhere !== undefined) return goTo(elsewhere);
  const { application, person } = read.body;
  const preview = await readPreview(page, application.permitId ?? '');
  if (preview.kind === 'problem') return preview;
  const { endorsedThrough, opensOn } = preview.body;
  return showPage('endorse/done', {
    here: addressHere(page),
    person,
    number: application.number,
    endorsedThrough,
    opensOn,
  });
}
