import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import type { RightRefusal } from '../../domain/rights/index.ts';
import type { BatchRun, OfficeTransaction, SignedIn, StopReason } from '../ports/index.ts';
import { onStock, type StockDeps } from '../stock/on-stock.ts';

export type StopRunRefusal = RightRefusal | 'batch-unknown' | 'run-not-under-way';

/** Stops the making of a batch: each reader finishes the card that it is at, and takes no other. */
export function makeStopRun(deps: StockDeps) {
  return (by: SignedIn, { batchId }: { readonly batchId: string }): Promise<Outcome<BatchRun, StopRunRefusal>> =>
    onStock<BatchRun, StopRunRefusal>(deps, by, { action: 'card.produce' }, async (tx, { office }) => {
      const batch = await tx.batches.find(batchId);
      if (batch?.officeId !== office.id) return refused('batch-unknown');
      const run = await tx.batchRuns.find(batchId);
      if (run?.state !== 'RUNNING') return refused('run-not-under-way');
      await tx.audit({ action: 'card.produce', object: batchId, reason: 'batch stopped' });
      return ok(await stopRun(tx, run, { reason: 'ASKED' }));
    });
}

/** Stops a run in the transaction that holds it, and gives its readers free for another one. */
export async function stopRun(
  tx: OfficeTransaction,
  { stopCode: _before, ...run }: BatchRun,
  why: { readonly reason: StopReason; readonly code?: string },
): Promise<BatchRun> {
  const { reason: stopReason, code } = why;
  const stopped: BatchRun = {
    ...run,
    state: 'STOPPED',
    stopReason,
    ...(code === undefined ? {} : { stopCode: code }),
  };
  await tx.batchRuns.save(stopped);
  await releaseReaders(tx, run.batchId);
  return stopped;
}

/** Another batch may use the readers from now on. Their jobs end by themselves. */
export async function releaseReaders(tx: OfficeTransaction, batchId: string): Promise<void> {
  for (const reader of await tx.batchRuns.readers(batchId)) {
    if (reader.isActive) await tx.batchRuns.saveReader(batchId, { ...reader, isActive: false });
  }
}
