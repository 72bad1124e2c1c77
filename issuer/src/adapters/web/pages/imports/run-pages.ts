import * as z from 'zod';
import { ImportRunView } from '../../../http/api/imports/import-routes.ts';
import { formErrorsOf } from '../../page/form-errors.ts';
import type { FormErrors, PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { goTo, showForm } from '../../page/shown.ts';
import { nameIn, readWorkplace } from '../cases/colleagues.ts';
import { countsOf, rowShown } from './rows-shown.ts';

/** The page looks again by itself so often, and so long after the start; then somebody has to ask. */
const LOOK_EVERY_S = 3;
const WATCH_S = 1800;
const PATH = '/office/imports/:runId';
const Csv = z.object({ bytes: z.instanceof(Uint8Array), type: z.string(), fileName: z.string().optional() });

/** A register that is taken over, live: how far it is, which rows need a person, its going on after a stop, its outcome as a file. */
export const runPages: readonly PageDefinition[] = [
  { path: PATH, access: 'signed-in', show: (page) => showRun(page), act: resume },
  { path: `${PATH}/outcome`, access: 'signed-in', show: sendOutcome },
];

const params = (page: PageRequest) => ({ runId: page.params['runId'] ?? '' });

async function showRun(page: PageRequest, errors?: FormErrors): Promise<Shown> {
  const found = await page.ask('readImportRun', { params: params(page), reply: ImportRunView });
  if (found.kind === 'problem') return found;
  const workplace = await readWorkplace(page);
  if (workplace.kind === 'problem') return workplace;
  const { runId, outcomes, startedBy, startedAt, finishedAt, rows } = found.body;
  const isOver = finishedAt !== undefined;
  const data = {
    here: `/office/imports/${runId}`,
    rows,
    startedAt,
    finishedAt,
    by: nameIn(workplace.body, page)(startedBy),
    counts: countsOf(outcomes),
    needed: outcomes.filter(({ outcome }) => outcome === 'REFUSED').map((row) => rowShown(page, row)),
    isOver,
    isFollowed: !isOver && page.now - startedAt < WATCH_S,
    lookEveryS: LOOK_EVERY_S,
    resumed: page.query['resumed'],
  };
  return showForm('imports/run', { data, values: {}, errors });
}

async function resume(page: PageRequest): Promise<Shown> {
  const done = await page.ask('resumeImport', { params: params(page), reply: z.object({ queued: z.int() }) });
  if (done.kind === 'reply') return goTo(`/office/imports/${params(page).runId}?resumed=${done.body.queued}`);
  const errors = formErrorsOf(page, done, {});
  return errors === undefined ? done : showRun(page, errors);
}

async function sendOutcome(page: PageRequest): Promise<Shown> {
  const read = await page.ask('readImport', { params: params(page), reply: Csv });
  return read.kind === 'problem' ? read : { kind: 'file', ...read.body };
}
