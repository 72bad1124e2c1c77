import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import type { RightRefusal } from '../../domain/rights/index.ts';
import type { ProductionBatch, SignedIn } from '../ports/index.ts';
import { onStock, type StockDeps } from '../stock/on-stock.ts';
import { actsOnCases, BATCH_MAX, type BatchCaseFault, findPlain } from './batch-cases.ts';

export type ProposeBatchRefusal = RightRefusal | BatchCaseFault | 'nothing-named' | 'too-many';

/** The first of two signatures under a batch of plain approvals: by somebody who neither entered nor took in any of them. */
export function makeProposeBatch(deps: StockDeps) {
  return (
    by: SignedIn,
    input: { readonly applicationIds: readonly string[] },
  ): Promise<Outcome<ProductionBatch, ProposeBatchRefusal>> => {
    const applicationIds = [...new Set(input.applicationIds)].toSorted();
    if (applicationIds.length > BATCH_MAX) return Promise.resolve(refused('too-many'));
    const act = {
      action: 'application.decide-batch',
      earlierActs: (tx: Parameters<typeof actsOnCases>[0]) => actsOnCases(tx, applicationIds),
    } as const;
    return onStock<ProductionBatch, ProposeBatchRefusal>(deps, by, act, async (tx, { office, officer, now }) => {
      if (applicationIds.length === 0) return refused('nothing-named');
      for (const id of applicationIds) {
        const plain = await findPlain(tx, id, office.id);
        if (!plain.ok) return plain;
      }
      const signed = { proposedBy: officer.accountId, proposedAt: now };
      const batch = { id: deps.newId(), officeId: office.id, applicationIds, ...signed };
      await tx.batches.insert(batch);
      await tx.audit({ action: 'application.decide-batch', object: batch.id, reason: 'proposed' });
      return ok(batch);
    });
  };
}
