import type { PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { goTo, showPage } from '../../page/shown.ts';
import { addressHere, CASE_PATH } from './case-address.ts';
import { readCase } from './read-case.ts';

/** What was just done, with the number of the case and what happens next. */
export const donePage: PageDefinition = { path: `${CASE_PATH}/done/:what`, access: 'signed-in', show: showDone };

const DONE = ['accepted', 'decided'];

async function showDone(page: PageRequest): Promise<Shown> {
  const read = await readCase(page);
  if (read.kind === 'problem') return read;
  const { application, person, decision } = read.body;
  const what = page.params['what'] ?? '';
  if (!DONE.includes(what)) return goTo(addressHere(page));
  return showPage('cases/done', {
    what: what === 'decided' ? decidedAs(application.kind, decision?.outcome ?? 'REFUSED') : what,
    here: addressHere(page),
    name: person.name,
    number: application.number,
    dueOn: application.dueOn,
    document: documentOf(what, decision?.outcome),
  });
}

/** An endorsement that was approved waits for its card at the counter, and no other is made. */
function decidedAs(kind: string, outcome: string): string {
  return kind === 'ENDORSE' && outcome === 'APPROVED' ? 'decided-ENDORSE' : `decided-${outcome}`;
}

function documentOf(what: string, outcome: string | undefined): string | undefined {
  if (what === 'accepted') return 'acceptance-receipt';
  return what === 'decided' && outcome === 'REFUSED' ? 'refusal-notice' : undefined;
}
