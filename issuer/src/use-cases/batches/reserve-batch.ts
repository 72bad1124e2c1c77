import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import type { RightRefusal } from '../../domain/rights/index.ts';
import type { ProductionAttempt, SignedIn } from '../ports/index.ts';
import { onStock, type StockDeps } from '../stock/on-stock.ts';

export type ReserveBatchRefusal = RightRefusal | 'batch-unknown' | 'batch-not-approved';

/** What became of one case: its card number, or why it has none. */
export type BatchReserved = {
  readonly applicationId: string;
  readonly cardNumber?: string;
  readonly refusal?: string;
};

/** Begins the production of every approved case of a batch that has none yet, each in a transaction of its own. */
export function makeReserveBatch(
  deps: StockDeps & {
    readonly reserveCard: (
      by: SignedIn,
      input: { readonly applicationId: string; readonly batchId: string },
    ) => Promise<Outcome<Pick<ProductionAttempt, 'cardNumber'>, string>>;
  },
) {
  return async (
    by: SignedIn,
    { batchId }: { readonly batchId: string },
  ): Promise<Outcome<readonly BatchReserved[], ReserveBatchRefusal>> => {
    const batch = await onStock(deps, by, { action: 'card.produce' }, async (tx, { office }) => {
      const found = await tx.batches.find(batchId);
      if (found?.officeId !== office.id) return refused('batch-unknown');
      return found.approvedBy === undefined ? refused('batch-not-approved') : ok(found);
    });
    if (!batch.ok) return batch;
    const reserved: BatchReserved[] = [];
    for (const applicationId of batch.value.applicationIds) {
      const outcome = await deps.reserveCard(by, { applicationId, batchId });
      const said = outcome.ok ? { cardNumber: outcome.value.cardNumber } : { refusal: outcome.refusal };
      reserved.push({ applicationId, ...said });
    }
    return ok(reserved);
  };
}
