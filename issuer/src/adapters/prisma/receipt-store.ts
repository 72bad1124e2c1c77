import type { ReceiptFinding, ReceiptStore, SettledReceipt } from '../../use-cases/ports/index.ts';
import { fromDateColumn, fromInstantColumn, toBytesColumn, toDateColumn, toInstantColumn } from './columns.ts';
import type { SettledReceiptModel } from './generated/models.ts';
import type { StoreContext } from './store-context.ts';

/** Settled uses in the database. */
export function makeReceiptStore({ db }: Pick<StoreContext, 'db'>): ReceiptStore {
  return {
    async findCardNumber(chipId) {
      const [row] = await db.$queryRaw<readonly { readonly cardNumber: string }[]>`
        SELECT card_number AS "cardNumber" FROM card
        WHERE device_key IS NOT NULL AND substring(sha256(device_key) FROM 1 FOR 8) = ${toBytesColumn(chipId)} LIMIT 1`;
      return row?.cardNumber;
    },
    async lockGrant(grantId) {
      await db.$queryRaw`SELECT 1 AS one FROM permit_grant WHERE id = ${grantId}::uuid FOR UPDATE`;
    },
    async ofSequence(cardNumber, sequence) {
      return (await db.settledReceipt.findMany({ where: { cardNumber, sequence } })).map(toReceipt);
    },
    async insert({ transactionId, day, receipt, finding, settledAt, ...rest }) {
      const bytes = { transactionId: toBytesColumn(transactionId), receipt: toBytesColumn(receipt) };
      const days = { day: toDateColumn(day), settledAt: toInstantColumn(settledAt) };
      await db.settledReceipt.create({ data: { ...rest, ...bytes, ...days, finding: finding ?? null } });
    },
    async usedByCard(grantId, period) {
      const where = { grantId, period };
      const rows = await db.settledReceipt.groupBy({ by: ['cardNumber'], where, _max: { used: true } });
      return new Map(rows.map(({ cardNumber, _max }) => [cardNumber, _max.used ?? 0]));
    },
    async setUses(grantId, { period, used, at }) {
      const settled = { used, settledAt: toInstantColumn(at) };
      await db.grantUse.upsert({
        where: { grantId_period: { grantId, period } },
        create: { grantId, period, ...settled },
        update: settled,
      });
    },
    async findings(officeIds, limit) {
      const ids = await db.$queryRaw<readonly { readonly id: string }[]>`
        SELECT r.id FROM settled_receipt r JOIN permit_grant g ON g.id = r.grant_id JOIN permit p ON p.id = g.permit_id
        WHERE p.office_id = ANY(${[...officeIds]}::text[]) AND r.finding IS NOT NULL ORDER BY r.settled_at DESC LIMIT ${limit}`;
      const where = { id: { in: ids.map(({ id }) => id) } };
      return (await db.settledReceipt.findMany({ where, orderBy: { settledAt: 'desc' } })).map(toReceipt);
    },
  };
}

function toReceipt({ day, finding, settledAt, ...rest }: SettledReceiptModel): SettledReceipt {
  return {
    ...rest,
    day: fromDateColumn(day),
    settledAt: fromInstantColumn(settledAt),
    ...(finding === null ? {} : { finding: finding as ReceiptFinding }),
  };
}
