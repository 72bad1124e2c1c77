import type * as z from 'zod';
import { BatchView } from '../../../http/api/stock/batch-routes.ts';
import type { Answer, Problem } from '../../ask/ask.ts';
import { formErrorsOf, type FormFields } from '../../page/form-errors.ts';
import type { FormErrors, PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { goTo, showForm } from '../../page/shown.ts';
import { textOf, typedIn } from '../../page/text-of.ts';
import { cardAddress } from '../cards/card-address.ts';
import { readReaders, stationOf } from '../cards/reader-choice.ts';
import { wordsOfFault } from '../cards/words-of-fault.ts';
import { caseAddress } from '../cases/case-address.ts';
import { colleagueIn, readWorkplace } from '../cases/colleagues.ts';
import { mayDecide } from './batches-page.ts';

const FIELDS = {
  readers: {
    pointer: '/body/readers',
    words: 'batches.readers',
    refusals: ['no-reader-named', 'card-at-other-reader'],
  },
  maxFailures: { pointer: '/body/maxFailures', words: 'batches.max-failures' },
} as const satisfies FormFields;
/** The page looks again by itself so often, and so long after the start; then somebody has to ask. */
const LOOK_EVERY_S = 3;
const WATCH_S = 1800;

type Batch = z.output<typeof BatchView>;
type BatchAct = (page: PageRequest) => Promise<Answer<unknown>>;

const params = (page: PageRequest) => ({ batchId: page.params['batchId'] ?? '' });
const ACTS: Readonly<Record<string, BatchAct | undefined>> = {
  sign: (page) => page.ask('approveBatch', { params: params(page) }),
  start: (page) => page.ask('startBatchRun', { params: params(page), body: runIn(page) }),
  stop: (page) => page.ask('stopBatchRun', { params: params(page) }),
};

/** A batch: who signed it, how far each of its cases has come, and its making at the readers, live. */
export const batchPage: PageDefinition = {
  path: '/office/batches/:batchId',
  access: 'signed-in',
  show: (page) => showBatch(page),
  act: doOnBatch,
};

async function showBatch(page: PageRequest, errors?: FormErrors): Promise<Shown> {
  const found = await page.ask('readBatch', { params: params(page), reply: BatchView });
  if (found.kind === 'problem') return found;
  const workplace = await readWorkplace(page);
  if (workplace.kind === 'problem') return workplace;
  const readers = page.viewer?.roles.includes('producer') === true ? await readReaders(page) : undefined;
  if (readers?.kind === 'problem') return readers;
  const whoIs = colleagueIn(workplace.body, page);
  const { proposedBy, approvedBy, run } = found.body;
  const isSigned = approvedBy !== undefined;
  const isRunning = run?.state === 'RUNNING';
  const data = {
    here: `/office/batches/${found.body.id}`,
    batch: found.body,
    by: whoIs(proposedBy),
    second: whoIs(approvedBy),
    isSigned,
    maySign: !isSigned && mayDecide(page) && proposedBy !== page.viewer?.accountId,
    isOwn: !isSigned && proposedBy === page.viewer?.accountId,
    cases: casesShown(found.body),
    readers: readers?.body,
    isRunning,
    mayStart: readers !== undefined && isSigned && !isRunning && run?.state !== 'FINISHED',
    mayStop: readers !== undefined && isRunning,
    isFollowed: isRunning && page.now - run.startedAt < WATCH_S,
    lookEveryS: LOOK_EVERY_S,
    stopWords: run?.stopCode === undefined ? undefined : wordsOfFault(page, run.stopCode),
  };
  const chosen = page.fields['readers'] ?? [];
  const values = {
    readers: typeof chosen === 'string' ? [chosen] : chosen,
    maxFailures: textOf(page.fields, 'maxFailures') || '3',
  };
  return showForm('batches/batch', { data, values, errors });
}

function casesShown({ cases }: Batch) {
  return cases.map(({ applicationId, number, state, card }) => ({
    number,
    state,
    card,
    address: caseAddress({ number, id: applicationId }),
    cardAddress: card === undefined ? undefined : cardAddress(card.cardNumber),
  }));
}

async function doOnBatch(page: PageRequest): Promise<Shown> {
  const act = ACTS[textOf(page.fields, 'act')];
  if (act === undefined) return showBatch(page);
  const done = await act(page);
  return done.kind === 'reply' ? goTo(`/office/batches/${params(page).batchId}`) : comeBack(page, done);
}

function comeBack(page: PageRequest, problem: Problem): Promise<Shown> | Shown {
  const errors = formErrorsOf(page, problem, FIELDS);
  return errors === undefined ? problem : showBatch(page, errors);
}

/** What the form says of a run: the readers, and after how many failures in a row it stops. */
function runIn({ fields }: PageRequest) {
  const chosen = fields['readers'] ?? [];
  const readers = (typeof chosen === 'string' ? [chosen] : chosen).map(stationOf);
  return { readers, maxFailures: Number(typedIn(fields, 'maxFailures') ?? '3') };
}
