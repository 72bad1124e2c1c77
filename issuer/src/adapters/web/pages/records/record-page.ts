import type { PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { showPage } from '../../page/shown.ts';
import { addressHere } from '../cases/case-address.ts';
import { asSupervisor } from './as-supervisor.ts';
import { readRecord } from './read-record.ts';
import { RECORD_PATH, recordHere } from './record-address.ts';

/** What a supervisor can do about a whole record: seal it, open the seal, or ask that its person be forgotten. */
export const recordPage: PageDefinition = {
  path: RECORD_PATH,
  access: 'signed-in',
  show: (page) => asSupervisor(page, showRecord),
};

async function showRecord(page: PageRequest): Promise<Shown> {
  const record = await readRecord(page);
  if (record.kind === 'problem') return record;
  const data = { here: recordHere(page), caseNumber: page.params['number'] };
  if (record.kind === 'sealed') return showPage('records/sealed', { ...data, mayOpen: record.mayOpen });
  return showPage('records/record', { ...data, toCase: addressHere(page), name: record.body.person.name });
}
