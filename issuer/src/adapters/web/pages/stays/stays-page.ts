import type { PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { showPage } from '../../page/shown.ts';
import { isOpenStay, readName, readStays, type Stay } from './read-stays.ts';
import { STAYS_PATH, staysAddress } from './stays-address.ts';

const DONE = ['declared', 'declared-late', 'changed', 'changed-late', 'ended'];

/** Where somebody lived and lives, one line for each stay, and the ways to declare, change and end one. */
export const staysPage: PageDefinition = { path: STAYS_PATH, access: 'signed-in', show: showStays };

async function showStays(page: PageRequest): Promise<Shown> {
  const read = await readStays(page);
  if (read.kind === 'problem') return read;
  const name = await readName(page);
  if (name.kind === 'problem') return name;
  const { registrations, months } = read.body;
  const { done = '' } = page.query;
  return showPage('stays/stays', {
    here: staysAddress(page),
    name: name.body,
    stays: registrations.toSorted(newestFirst).map((stay) => ({ ...stay, isOpen: isOpenStay(stay) })),
    months,
    hasOpen: registrations.some(isOpenStay),
    done: DONE.includes(done) ? done : undefined,
  });
}

function newestFirst(one: Stay, other: Stay): number {
  return one.from < other.from ? 1 : -1;
}
