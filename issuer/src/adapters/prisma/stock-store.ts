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
import type { StockPostingModel } from './generated/models.ts';
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
        chipNumber: row.chipNumber,
        batch,
        officeId,
        account,
        takenInAt,
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
      return rows.map((row) => ({ ...toPosting(row), at: fromInstantColumn(row.at) }));
    },
    async postingsBetween(officeId, { after, through }) {
      const from = after === undefined ? {} : { gt: toDateColumn(after) };
      const where = { officeId, day: { ...from, lte: toDateColumn(through) } };
      return (await db.stockPosting.findMany({ where, orderBy: { id: 'asc' } })).map(toPosting);
    },
    async lockLedger(officeId) {
      await db.$executeRaw`SELECT pg_advisory_xact_lock(stock_ledger_lock(${officeId}))`;
    },
    async positionsOn(officeId, { day, before }) {
      const rows = await db.$queryRaw<readonly { readonly number: Uint8Array; readonly account: string }[]>`
        SELECT s.chip_number AS number, coalesce(p.to_account, 'VAULT') AS account FROM stock_serial s
        LEFT JOIN LATERAL (SELECT to_account FROM stock_posting WHERE chip_number = s.chip_number
          AND day <= ${toDateColumn(day)}::date ORDER BY id DESC LIMIT 1) p ON true
        WHERE s.office_id = ${officeId} AND s.taken_in_at < ${toInstantColumn(before)}`;
      return rows.map(({ number, account }) => ({
        chipNumber: toBytesColumn(number),
        account: account as StockSerial['account'],
      }));
    },
    async takenIn(officeId, { from, before }) {
      const where = { officeId, takenInAt: { gte: toInstantColumn(from), lt: toInstantColumn(before) } };
      const order = { orderBy: { takenInAt: 'asc' }, select: { chipNumber: true } } as const;
      return (await db.stockSerial.findMany({ where, ...order })).map(({ chipNumber }) => chipNumber);
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

function toPosting(row: StockPostingModel): Posting {
  const { chipNumber, officeId, reason, actorId } = row;
  return {
    chipNumber,
    officeId,
    reason,
    actorId,
    from: row.fromAccount as Posting['from'],
    to: row.toAccount as Posting['to'],
    day: fromDateColumn(row.day),
    ...present('secondId', row.secondId, same),
  };
}
