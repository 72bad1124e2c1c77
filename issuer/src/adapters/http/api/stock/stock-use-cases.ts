import type { Outcome } from '@residence-permit/shared/outcome';
import type * as batches from '../../../../use-cases/batches/index.ts';
import type { SignedIn } from '../../../../use-cases/ports/index.ts';
import type * as stock from '../../../../use-cases/stock/index.ts';
import type { PlaceCardAt } from '../production/production-use-cases.ts';

/** What the routes of the stock call. */
export type StockUseCases = {
  takeIn(
    by: SignedIn,
    input: { readonly batch: string; readonly placeCard: ReturnType<PlaceCardAt> },
  ): Promise<Outcome<stock.ChipTakenIn, stock.TakeInRefusal>>;
  readonly moveSerials: ReturnType<typeof stock.makeMoveSerials>;
  readonly closeDay: ReturnType<typeof stock.makeCloseDay>;
  readonly requestRemoval: ReturnType<typeof stock.makeRequestRemoval>;
  readonly confirmRemoval: ReturnType<typeof stock.makeConfirmRemoval>;
  readonly readStock: ReturnType<typeof stock.makeReadStock>;
  readonly readLedger: ReturnType<typeof stock.makeReadLedger>;
  readonly listRemovals: ReturnType<typeof stock.makeListRemovals>;
};

/** What the routes of batches call. */
export type BatchUseCases = {
  readonly proposeBatch: ReturnType<typeof batches.makeProposeBatch>;
  readonly approveBatch: ReturnType<typeof batches.makeApproveBatch>;
  readonly reserveBatch: ReturnType<typeof batches.makeReserveBatch>;
  readonly startRun: ReturnType<typeof batches.makeStartRun>;
  readonly stopRun: ReturnType<typeof batches.makeStopRun>;
  readonly readBatch: ReturnType<typeof batches.makeReadBatch>;
  readonly listBatches: ReturnType<typeof batches.makeListBatches>;
};
