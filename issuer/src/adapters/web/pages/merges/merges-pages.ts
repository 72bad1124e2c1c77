import * as z from 'zod';
import type { Purpose } from '../../../../domain/rights/index.ts';
import { MergesView } from '../../../http/api/persons/merge-routes.ts';
import { PersonView } from '../../../http/api/views.ts';
import { type FormFields, formErrorsOf } from '../../page/form-errors.ts';
import type { FormErrors, PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { goTo, showForm, showPage, NOT_FOUND } from '../../page/shown.ts';
import { textOf } from '../../page/text-of.ts';
import { nameIn, readWorkplace } from '../cases/colleagues.ts';

const PATH = '/office/merges';
const DONE = ['asked', 'undone'];
const FIELDS: FormFields = {
  reason: { pointer: '/body/reason', words: 'merges.reason', refusals: ['reason-blank'] },
};
const Read = z.object({ person: PersonView });

type Merge = z.output<typeof MergesView>['merges'][number];
type NameOf = ReturnType<typeof nameIn>;

/** Merges that were carried out; each can be undone by two persons while nothing new hangs on what it moved. */
export const mergesPages: readonly PageDefinition[] = [
  { path: PATH, access: 'signed-in', show: showMerges },
  { path: `${PATH}/:mergeId`, access: 'signed-in', show: (page) => showMerge(page), act: askOrApprove },
];

async function showMerges(page: PageRequest): Promise<Shown> {
  return withMerges(page, (merges, nameOf) =>
    showPage('merges/merges', {
      merges: merges.map((merge) => ({ ...shownOf(page, merge), by: nameOf(merge.requestedBy) })),
      done: DONE.find((name) => name === page.query['done']),
    }),
  );
}

function showMerge(page: PageRequest, errors?: FormErrors): Promise<Shown> {
  return onMerge(page, async (merge, nameOf) => {
    const { undo, personId } = merge;
    const data = {
      here: `${PATH}/${merge.mergeId}`,
      merge: { ...shownOf(page, merge), by: nameOf(merge.requestedBy), undoBy: nameOf(undo?.requestedBy), undo },
      holder: await nameOfPerson(page, personId),
      isMine: undo?.requestedBy === page.viewer?.accountId,
    };
    return showForm('merges/merge', { data, values: errors === undefined ? (page.kept ?? {}) : page.fields, errors });
  });
}

/** The name that the record has which stayed, where the viewer may open it; the look is written down. */
async function nameOfPerson({ ask, viewer }: PageRequest, personId: string): Promise<string | undefined> {
  const purpose: Purpose = viewer?.roles.includes('reviewer') === true ? 'duplicate-check' : 'supervision';
  const read = await ask('readPerson', { params: { personId }, purpose, reply: Read });
  return read.kind === 'problem' ? undefined : read.body.person.name;
}

function askOrApprove(page: PageRequest): Promise<Shown> {
  return onMerge(page, async ({ personId, mergedId, undo }) => {
    const params = { personId, mergedId };
    const done =
      undo === undefined
        ? await page.ask('requestUndo', { params, body: { reason: textOf(page.fields, 'reason') } })
        : await page.ask('approveUndo', { params });
    if (done.kind === 'reply') return goTo(`${PATH}?done=${undo === undefined ? 'asked' : 'undone'}`);
    const errors = formErrorsOf(page, done, FIELDS);
    return errors === undefined ? done : showMerge(page, errors);
  });
}

function onMerge(page: PageRequest, show: (merge: Merge, nameOf: NameOf) => Promise<Shown>): Promise<Shown> {
  return withMerges(page, (merges, nameOf) => {
    const merge = merges.find(({ mergeId }) => mergeId === page.params['mergeId']);
    return merge === undefined ? NOT_FOUND : show(merge, nameOf);
  });
}

async function withMerges(
  page: PageRequest,
  show: (merges: readonly Merge[], nameOf: NameOf) => Shown | Promise<Shown>,
): Promise<Shown> {
  const found = await page.ask('listMerges', { reply: MergesView });
  if (found.kind === 'problem') return found;
  const workplace = await readWorkplace(page);
  if (workplace.kind === 'problem') return workplace;
  return show(found.body.merges, nameIn(workplace.body, page));
}

/** Records are named by the ends of their ids alone. */
function shownOf({ format, viewer }: PageRequest, { mergeId, personId, mergedId, reason, approvedAt, undo }: Merge) {
  return {
    id: mergeId,
    stays: personId.slice(-8),
    closed: mergedId.slice(-8),
    reason,
    on: format.instant(approvedAt),
    isAsked: undo !== undefined,
    isMine: undo?.requestedBy === viewer?.accountId,
  };
}
