import type { BatchCardState } from '../../domain/lifecycles/index.ts';
import type { NewId } from '../../ports/index.ts';
import type {
  BatchRun,
  BatchRunCard,
  BatchRunReader,
  InTransaction,
  OfficeTransaction,
  Officer,
} from '../ports/index.ts';
import { attemptOf, BATCH_QUEUE, isBegun, isSame, type ReaderJob } from './start-run.ts';
import { releaseReaders, stopRun } from './stop-run.ts';

/** A card that a reader has: its number, and who answers for its making. */
export type CardAtReader = { readonly applicationId: string; readonly cardNumber: string; readonly officer: Officer };

/**
 * How a turn of a reader ended. `left`: its chip never came. `given-back`: the run stopped before a chip came. `fault`: of the
 * office, at which the run stops.
 */
export type TurnEnd =
  | { readonly kind: 'made' | 'given-back' }
  | { readonly kind: 'set-aside' | 'left'; readonly code?: string }
  | { readonly kind: 'fault'; readonly code: string };

/** A reader that its counter has not at the moment is looked for again after so many seconds. */
const LOOK_AGAIN_S = 5;

/** The turns of the readers at a batch. Each step is a transaction that holds the run, so that two readers never take one card. */
export function makeReaderTurns({
  inTransaction,
  newId,
}: {
  readonly inTransaction: InTransaction;
  readonly newId: NewId;
}) {
  /** The run and the reader, when this job is still the one that works there. */
  const onRun = <Value>(
    job: ReaderJob,
    work: (tx: OfficeTransaction, run: BatchRun, reader: BatchRunReader) => Promise<Value>,
  ): Promise<Value | undefined> =>
    inTransaction({ accountId: undefined, officeId: job.officeId }, async (tx) => {
      const run = await tx.batchRuns.find(job.batchId);
      const reader = (await tx.batchRuns.readers(job.batchId)).find((each) => isSame(each, job));
      return run === undefined || reader?.ticket !== job.ticket ? undefined : work(tx, run, reader);
    });

  return {
    /** The card that the reader has already, or the next one. None: the job is over. */
    next: (job: ReaderJob): Promise<CardAtReader | undefined> =>
      onRun(job, async (tx, run, reader) => {
        const { batchId } = job;
        const cards = await tx.batchRuns.cards(batchId);
        const own = cards.find(({ state, at }) => state === 'TAKEN' && at !== undefined && isSame(at, job));
        const card = own ?? cards.find(({ state }) => state === 'WAITING');
        if (goesOn(run, reader) && card !== undefined) return take(tx, { job, run, card });
        const { ticket: _done, ...free } = reader;
        await tx.batchRuns.saveReader(batchId, free);
        return undefined;
      }),
    /**
     * The reader is not there: the same job once more, later, for whichever process holds the line to the counter then. It has
     * a ticket of its own, so that this one is over even where its process dies before it can say so.
     */
    again: async (job: ReaderJob): Promise<void> => {
      await onRun(job, async (tx, _run, reader) => {
        const ticket = newId();
        await tx.batchRuns.saveReader(job.batchId, { ...reader, ticket });
        await tx.enqueue({ name: BATCH_QUEUE, data: { ...job, ticket }, startAfterS: LOOK_AGAIN_S });
      });
    },
    /** Whether the reader is to go on waiting for chips. */
    goesOn: async (job: ReaderJob): Promise<boolean> =>
      (await onRun(job, (_tx, run, reader) => Promise.resolve(goesOn(run, reader)))) ?? false,
    /** Whether its files are on the chip already. */
    isWritten: async ({ applicationId, officer }: CardAtReader): Promise<boolean> =>
      (await inTransaction(officer, (tx) => attemptOf(tx, applicationId)))?.state === 'WRITTEN',
    /** Whether it was set aside meanwhile, by its read-back or by an officer. */
    isEnded: async ({ applicationId, cardNumber, officer }: CardAtReader): Promise<boolean> => {
      const attempt = await inTransaction(officer, (tx) => attemptOf(tx, applicationId));
      return attempt?.cardNumber !== cardNumber || ENDED.includes(attempt.state);
    },
    /** Notes how the turn ended; after too many failures in a row, and at a fault of the office, the run stops. */
    settle: (job: ReaderJob, card: CardAtReader, end: TurnEnd): Promise<void | undefined> =>
      onRun(job, async (tx, run) => {
        const { agent, reader } = job;
        const code = 'code' in end ? { lastCode: end.code } : {};
        const attempt = await attemptOf(tx, card.applicationId);
        const isUnderWay = attempt !== undefined && !ENDED.includes(attempt.state) && (await isBegun(tx, attempt));
        const stays = (end.kind === 'given-back' || end.kind === 'fault') && isUnderWay;
        const state = stays ? 'TAKEN' : STATE_OF[end.kind];
        await tx.batchRuns.saveCard(job.batchId, {
          applicationId: card.applicationId,
          state,
          at: { agent, reader },
          ...code,
        });
        await count(tx, run, end);
      }),
  };
}

async function take(
  tx: OfficeTransaction,
  given: { readonly job: ReaderJob; readonly run: BatchRun; readonly card: BatchRunCard },
): Promise<CardAtReader | undefined> {
  const { job, run, card } = given;
  const { applicationId } = card;
  const { agent, reader, batchId, officeId } = job;
  const attempt = await attemptOf(tx, applicationId);
  await tx.batchRuns.saveCard(batchId, { ...card, state: 'TAKEN', at: { agent, reader } });
  const officer = { accountId: run.startedBy, officeId };
  return attempt === undefined ? undefined : { applicationId, cardNumber: attempt.cardNumber, officer };
}

async function count(tx: OfficeTransaction, run: BatchRun, end: TurnEnd): Promise<void> {
  if (end.kind === 'given-back' || run.state !== 'RUNNING') return;
  if (end.kind === 'fault') {
    await stopRun(tx, run, { reason: 'FAULT', code: end.code });
    return;
  }
  const failures = end.kind === 'made' ? 0 : run.failures + 1;
  const counted = { ...run, failures };
  const code = 'code' in end && end.code !== undefined ? { code: end.code } : {};
  const cards = await tx.batchRuns.cards(run.batchId);
  if (failures >= run.maxFailures) await stopRun(tx, counted, { reason: 'FAILURES', ...code });
  else if (cards.every(({ state }) => state === 'MADE')) {
    await tx.batchRuns.save({ ...counted, state: 'FINISHED' });
    await releaseReaders(tx, run.batchId);
  } else if (cards.some(({ state }) => state === 'WAITING' || state === 'TAKEN')) await tx.batchRuns.save(counted);
  else await stopRun(tx, counted, { reason: 'REST' });
}

function goesOn({ state }: BatchRun, { isActive }: BatchRunReader): boolean {
  return state === 'RUNNING' && isActive;
}

const STATE_OF = {
  made: 'MADE',
  'set-aside': 'SET_ASIDE',
  left: 'LEFT',
  'given-back': 'WAITING',
  fault: 'WAITING',
} as const satisfies Record<TurnEnd['kind'], BatchCardState>;
const ENDED: readonly string[] = ['RELEASED', 'QUARANTINED', 'SPOILED', 'LAPSED'];
