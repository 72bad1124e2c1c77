import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import type { PersonalisationState } from '../../domain/lifecycles/index.ts';
import type {
  BatchRun,
  BatchRunCard,
  CounterReaderName,
  OfficeTransaction,
  Officer,
  ProductionAttempt,
  SignedIn,
} from '../ports/index.ts';
import { onStock, type StockDeps } from '../stock/on-stock.ts';
import type { BatchReserved, ReserveBatchRefusal } from './reserve-batch.ts';

export type StartRunRefusal =
  | ReserveBatchRefusal
  /** It runs already. */
  | 'run-under-way'
  | 'no-reader-named'
  /** A card was begun at a reader that is not named: name it, or set the card aside. */
  | 'card-at-other-reader'
  /** Every card of the batch is made, or past production. */
  | 'nothing-to-make';

/** What was begun: how many cards are to be made, and the cases that got none, with the reason. */
export type RunStarted = { readonly cards: number; readonly cases: readonly BatchReserved[] };

/** A job at one reader: the ticket says whether it is still the one that was asked for. */
export type ReaderJob = CounterReaderName & {
  readonly batchId: string;
  readonly officeId: string;
  readonly ticket: string;
};

/** The queue of the jobs at readers. */
export const BATCH_QUEUE = 'produce-batch';

/** States of an attempt whose card is still to be made. */
const TO_MAKE: readonly PersonalisationState[] = ['RESERVED', 'SIGNED', 'WRITING', 'WRITTEN'];

/**
 * Begins to make a batch at those readers, or goes on with it: cards are reserved for cases that have none, by the right of
 * who starts it, and each reader gets a job that takes the next card again and again.
 */
export function makeStartRun(
  deps: StockDeps & {
    readonly reserveBatch: (
      by: SignedIn,
      input: { readonly batchId: string },
    ) => Promise<Outcome<readonly BatchReserved[], ReserveBatchRefusal>>;
  },
) {
  return async (
    by: SignedIn,
    input: {
      readonly batchId: string;
      readonly readers: readonly CounterReaderName[];
      readonly maxFailures: number;
    },
  ): Promise<Outcome<RunStarted, StartRunRefusal>> => {
    const { batchId, readers, maxFailures } = input;
    if (readers.length === 0) return refused('no-reader-named');
    const reserved = await deps.reserveBatch(by, { batchId });
    if (!reserved.ok) return reserved;
    const cases = reserved.value.filter(({ refusal }) => refusal !== undefined && refusal !== 'card-under-way');
    const without = new Set(cases.map(({ applicationId }) => applicationId));
    return onStock<RunStarted, StartRunRefusal>(deps, by, { action: 'card.produce' }, async (tx, { officer, now }) => {
      const before = await tx.batchRuns.find(batchId);
      if (before?.state === 'RUNNING') return refused('run-under-way');
      const planned = await plan(tx, { batchId, readers, without });
      if (!planned.ok) return planned;
      const run: BatchRun = {
        batchId,
        state: 'RUNNING',
        maxFailures,
        failures: 0,
        startedBy: officer.accountId,
        startedAt: now,
      };
      await (before === undefined ? tx.batchRuns.insert(run) : tx.batchRuns.save(run));
      for (const card of planned.value) await tx.batchRuns.saveCard(batchId, card);
      await engage(tx, { batchId, officer, readers });
      await tx.audit({ action: 'card.produce', object: batchId, reason: 'batch started' });
      return ok({ cards: planned.value.length, cases });
    });
  };

  /** Each reader that is named gets a job, unless one of before is still on its way; the others get none. */
  async function engage(
    tx: OfficeTransaction,
    given: { readonly batchId: string; readonly officer: Officer; readonly readers: readonly CounterReaderName[] },
  ): Promise<void> {
    const { batchId, officer, readers } = given;
    const known = await tx.batchRuns.readers(batchId);
    for (const one of known.filter((each) => !readers.some((named) => isSame(named, each)))) {
      await tx.batchRuns.saveReader(batchId, { ...one, isActive: false });
    }
    for (const { agent, reader } of readers) {
      const working = known.find((each) => isSame(each, { agent, reader }))?.ticket;
      const ticket = working ?? deps.newId();
      await tx.batchRuns.saveReader(batchId, { agent, reader, isActive: true, ticket });
      const data: ReaderJob = { batchId, officeId: officer.officeId, agent, reader, ticket };
      if (working === undefined) await tx.enqueue({ name: BATCH_QUEUE, data });
    }
  }
}

/** The cards that this run makes, each as it begins it. */
async function plan(
  tx: OfficeTransaction,
  given: {
    readonly batchId: string;
    readonly readers: readonly CounterReaderName[];
    /** Cases that whoever starts it may not make a card for. */
    readonly without: ReadonlySet<string>;
  },
): Promise<Outcome<readonly BatchRunCard[], 'card-at-other-reader' | 'nothing-to-make'>> {
  const { batchId, readers, without } = given;
  const batch = await tx.batches.find(batchId);
  const known = await tx.batchRuns.cards(batchId);
  const cards: BatchRunCard[] = [];
  for (const applicationId of batch?.applicationIds ?? []) {
    const attempt = without.has(applicationId) ? undefined : await attemptOf(tx, applicationId);
    if (attempt === undefined || !TO_MAKE.includes(attempt.state)) continue;
    const { state, at } = known.find((card) => card.applicationId === applicationId) ?? {};
    if (state === 'MADE') continue;
    const isTaken = state === 'TAKEN' && at !== undefined;
    if (isTaken && readers.some((reader) => isSame(reader, at))) cards.push({ applicationId, state, at });
    else if (isTaken && (await isBegun(tx, attempt))) return refused('card-at-other-reader');
    else cards.push({ applicationId, state: 'WAITING' });
  }
  return cards.length === 0 ? refused('nothing-to-make') : ok(cards);
}

/** The attempt that is under way for a case, or the last one. */
export async function attemptOf(tx: OfficeTransaction, applicationId: string): Promise<ProductionAttempt | undefined> {
  return (await tx.attempts.ofApplication(applicationId)).at(-1);
}

/** Whether a chip was claimed for it. */
export async function isBegun(tx: OfficeTransaction, { cardNumber, state }: ProductionAttempt): Promise<boolean> {
  return state !== 'RESERVED' || (await tx.cards.find(cardNumber))?.chipNumber !== undefined;
}

/** Whether both name one reader. */
export function isSame(one: CounterReaderName, other: CounterReaderName): boolean {
  return one.agent === other.agent && one.reader === other.reader;
}
