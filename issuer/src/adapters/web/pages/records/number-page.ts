import type { PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { showPage } from '../../page/shown.ts';
import { addressHere } from '../cases/case-address.ts';
import { readCase } from '../cases/read-case.ts';
import { RECORD_PATH } from './record-address.ts';

/** The number of a record on a slip, for the account by which its person sees it; the slip names nobody. */
export const numberPage: PageDefinition = { path: `${RECORD_PATH}/number`, access: 'signed-in', show: showNumber };

async function showNumber(page: PageRequest): Promise<Shown> {
  const read = await readCase(page);
  if (read.kind === 'problem') return read;
  const { person } = read.body;
  const office = await page.officeName(person.officeId);
  return showPage('records/number', {
    toCase: addressHere(page),
    caseNumber: page.params['number'],
    name: person.name,
    recordNumber: person.id,
    office,
    at: page.now,
  });
}
