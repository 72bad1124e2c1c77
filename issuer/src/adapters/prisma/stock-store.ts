import type { Posting, StockSerial, StockStore } from '../../use-cases/ports/index.ts';
import {
  fromDateColumn,
  fromInstantColumn,
  present,
  same,
  toBytesColumn,
  toDateColumn,
  toInstantColumn,
} from './columns.ts';
import { requireOne } from './require-one.ts';
import type { StoreContext } from './store-context.ts';

/** The stock ledger in the database. A posting moves its serial by a trigger; nothing else does. */
export function makeStockStore({ db }: StoreContext): StockStore {
  return {
    async takeIn(serials) {
      const data = serials.map(({ chipNumber, batch, officeId, account, takenInAt }) => {
        return {
          chipNumber: toBytesColumn(chipNumber),
          batch,
          officeId,
          account,
          takenInAt: toInstantColumn(takenInAt),
        };
      });
      await db.stockSerial.createMany({ data });
    },
    async find(chipNumber) {
      const row = await db.stockSerial.findUnique({ where: { chipNumber: toBytesColumn(chipNumber) } });
      if (row === null) return undefined;
      const { batch, officeId } = row;
      const account = row.account as StockSerial['account'];
      const takenInAt = fromInstantColumn(row.takenInAt);
      return {
        ...{ chipNumber: row.chipNumber, batch, officeId, account, takenInAt },
        ...present('cardNumber', row.cardNumber, same),
      };
    },
    async post({ chipNumber, officeId, from, to, day, reason, actorId, secondId }, at) {
      await db.stockPosting.create({
        data: {
          chipNumber: toBytesColumn(chipNumber),
          officeId,
          fromAccount: from,
          toAccount: to,
          day: toDateColumn(day),
          reason,
          actorId,
          secondId: secondId ?? null,
          at: toInstantColumn(at),
        },
      });
    },
    async bind(chipNumber, cardNumber) {
      const where = { chipNumber: toBytesColumn(chipNumber) };
      requireOne(await db.stockSerial.updateMany({ where, data: { cardNumber } }), 'the serial');
    },
    async counts(officeId) {
      const rows = await db.stockSerial.groupBy({ by: ['account'], where: { officeId }, _count: true });
      return Object.fromEntries(rows.map(({ account, _count }) => [account, _count]));
    },
    async postings(officeId, day) {
      const where = { officeId, day: toDateColumn(day) };
      const rows = await db.stockPosting.findMany({ where, orderBy: { id: 'asc' } });
      return rows.map((row) => ({
        chipNumber: row.chipNumber,
        officeId,
        from: row.fromAccount as Posting['from'],
        to: row.toAccount as Posting['to'],
        day,
        reason: row.reason,
        actorId: row.actorId,
        at: fromInstantColumn(row.at),
        ...present('secondId', row.secondId, same),
      }));
    },
    async lastClosed(officeId) {
      const row = await db.stockDay.findFirst({ where: { officeId }, orderBy: { day: 'desc' } });
      if (row === null) return undefined;
      return { day: fromDateColumn(row.day), counts: row.counts as Readonly<Record<string, number>> };
    },
    async close({ officeId, day, counts, closedBy, at }) {
      const data = { officeId, day: toDateColumn(day), counts, closedBy, closedAt: toInstantColumn(at) };
      await db.stockDay.create({ data });
    },
  };
}
