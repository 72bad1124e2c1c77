import type { BatchStore, ProductionBatch } from '../../use-cases/ports/index.ts';
import { fromInstantColumn, present, same, toInstantColumn } from './columns.ts';
import type { ProductionBatchModel } from './generated/models.ts';
import { requireOne } from './require-one.ts';
import type { StoreContext } from './store-context.ts';

const WITH_CASES = {
  include: { cases: { select: { applicationId: true }, orderBy: { applicationId: 'asc' } } },
} as const;
type Row = ProductionBatchModel & { readonly cases: readonly { readonly applicationId: string }[] };

/** Batches of cases in the database. */
export function makeBatchStore({ db }: StoreContext): BatchStore {
  return {
    async insert({ id, officeId, applicationIds, proposedBy, proposedAt }) {
      await db.productionBatch.create({ data: { id, officeId, proposedBy, proposedAt: toInstantColumn(proposedAt) } });
      const data = applicationIds.map((applicationId) => ({ batchId: id, applicationId }));
      await db.productionBatchCase.createMany({ data });
    },
    async find(id) {
      const row = await db.productionBatch.findUnique({ where: { id }, ...WITH_CASES });
      return row === null ? undefined : toBatch(row);
    },
    async approve({ id }, { accountId, at }) {
      const data = { approvedBy: accountId, approvedAt: toInstantColumn(at) };
      requireOne(await db.productionBatch.updateMany({ where: { id, approvedBy: null }, data }), 'the batch');
    },
    async list(officeId, limit) {
      const order = { orderBy: { proposedAt: 'desc' }, take: limit } as const;
      return (await db.productionBatch.findMany({ where: { officeId }, ...WITH_CASES, ...order })).map(toBatch);
    },
  };
}

function toBatch(row: Row): ProductionBatch {
  const { id, officeId, proposedBy } = row;
  return {
    id,
    officeId,
    proposedBy,
    applicationIds: row.cases.map(({ applicationId }) => applicationId),
    proposedAt: fromInstantColumn(row.proposedAt),
    ...present('approvedBy', row.approvedBy, same),
    ...present('approvedAt', row.approvedAt, fromInstantColumn),
  };
}
