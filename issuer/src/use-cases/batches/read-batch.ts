import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import type { ApplicationState, BatchCardState, PersonalisationState } from '../../domain/lifecycles/index.ts';
import type { RightRefusal } from '../../domain/rights/index.ts';
import type {
  BatchRun,
  BatchRunCard,
  CounterReaderName,
  OfficeTransaction,
  ProductionBatch,
  SignedIn,
} from '../ports/index.ts';
import { onStock, type StockDeps } from '../stock/on-stock.ts';
import { isSame } from './start-run.ts';

/** How far one case of a batch has come. */
export type BatchCase = {
  readonly applicationId: string;
  readonly number: string;
  readonly state: ApplicationState;
  /** The newest card of the case. */
  readonly card?: {
    readonly cardNumber: string;
    readonly state: PersonalisationState;
    /** Code of the last fault. */
    readonly lastCode?: string;
  };
};

/** How many cards of a batch are in each state, in all or at one reader. */
export type CardCounts = Readonly<Record<BatchCardState, number>>;

/** The making of a batch as it stands. */
export type RunProgress = Omit<BatchRun, 'batchId'> & {
  readonly counts: CardCounts;
  /** Each reader that works, or worked, on it. */
  readonly readers: readonly (CounterReaderName & {
    readonly isActive: boolean;
    readonly counts: CardCounts;
    /** The card that it has now. */
    readonly applicationId?: string;
  })[];
};

export type BatchProgress = ProductionBatch & { readonly cases: readonly BatchCase[]; readonly run?: RunProgress };

const LISTED = 50;

/** A batch and how far each of its cases has come. */
export function makeReadBatch(deps: StockDeps) {
  return (
    by: SignedIn,
    { batchId }: { readonly batchId: string },
  ): Promise<Outcome<BatchProgress, RightRefusal | 'batch-unknown'>> =>
    onStock(deps, by, { action: 'batch.read' }, async (tx, { office }) => {
      const batch = await tx.batches.find(batchId);
      if (batch?.officeId !== office.id) return refused('batch-unknown');
      const cases = [];
      for (const id of batch.applicationIds) cases.push(await progressOf(tx, id));
      const run = await runOf(tx, batchId);
      return ok({
        ...batch,
        cases: cases.flatMap((each) => (each === undefined ? [] : [each])),
        ...(run === undefined ? {} : { run }),
      });
    });
}

/** The newest batches of the caller's office. */
export function makeListBatches(deps: StockDeps) {
  return (by: SignedIn): Promise<Outcome<readonly ProductionBatch[], RightRefusal>> =>
    onStock(deps, by, { action: 'batch.read' }, async (tx, { office }) => ok(await tx.batches.list(office.id, LISTED)));
}

async function progressOf(tx: OfficeTransaction, applicationId: string): Promise<BatchCase | undefined> {
  const application = await tx.applications.find(applicationId);
  if (application === undefined) return undefined;
  const { number, state } = application;
  const attempt = (await tx.attempts.ofApplication(applicationId)).at(-1);
  if (attempt === undefined) return { applicationId, number, state };
  const { cardNumber, lastCode } = attempt;
  const card = { cardNumber, state: attempt.state, ...(lastCode === undefined ? {} : { lastCode }) };
  return { applicationId, number, state, card };
}

async function runOf(tx: OfficeTransaction, batchId: string): Promise<RunProgress | undefined> {
  const found = await tx.batchRuns.find(batchId);
  if (found === undefined) return undefined;
  const { batchId: _known, ...run } = found;
  const cards = await tx.batchRuns.cards(batchId);
  const readers = (await tx.batchRuns.readers(batchId)).map(({ agent, reader, isActive }) => {
    const there = cards.filter(({ at }) => at !== undefined && isSame(at, { agent, reader }));
    const now = there.find(({ state }) => state === 'TAKEN');
    const has = now === undefined ? {} : { applicationId: now.applicationId };
    return { agent, reader, isActive, counts: countsOf(there), ...has };
  });
  return { ...run, counts: countsOf(cards), readers };
}

function countsOf(cards: readonly BatchRunCard[]): CardCounts {
  const counts = { WAITING: 0, TAKEN: 0, MADE: 0, SET_ASIDE: 0, LEFT: 0 };
  for (const { state } of cards) counts[state] += 1;
  return counts;
}
