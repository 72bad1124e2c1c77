import type { RemovalStore, StockRemoval } from '../../use-cases/ports/index.ts';
import { fromInstantColumn, present, same, toBytesColumn, toInstantColumn } from './columns.ts';
import type { StockRemovalModel } from './generated/models.ts';
import { requireOne } from './require-one.ts';
import type { StoreContext } from './store-context.ts';

/** Serials that are to be written off, in the database. */
export function makeRemovalStore({ db }: StoreContext): RemovalStore {
  return {
    async insert({ id, officeId, chipNumber, to, reason, requestedBy, requestedAt }) {
      const row = { id, officeId, toAccount: to, reason, requestedBy, requestedAt: toInstantColumn(requestedAt) };
      await db.stockRemoval.create({ data: { ...row, chipNumber: toBytesColumn(chipNumber) } });
    },
    async find(id) {
      const row = await db.stockRemoval.findUnique({ where: { id } });
      return row === null ? undefined : toRemoval(row);
    },
    async confirm({ id }, { accountId, at }) {
      const data = { confirmedBy: accountId, confirmedAt: toInstantColumn(at) };
      requireOne(await db.stockRemoval.updateMany({ where: { id, confirmedBy: null }, data }), 'the removal');
    },
    async open(officeId, limit) {
      const where = { officeId, confirmedBy: null };
      return (await db.stockRemoval.findMany({ where, orderBy: { requestedAt: 'asc' }, take: limit })).map(toRemoval);
    },
  };
}

function toRemoval(row: StockRemovalModel): StockRemoval {
  const { id, officeId, chipNumber, reason, requestedBy } = row;
  return {
    id,
    officeId,
    chipNumber,
    reason,
    requestedBy,
    to: row.toAccount as StockRemoval['to'],
    requestedAt: fromInstantColumn(row.requestedAt),
    ...present('confirmedBy', row.confirmedBy, same),
    ...present('confirmedAt', row.confirmedAt, fromInstantColumn),
  };
}
