import type { RevocationBatch, RevocationStore } from '../../use-cases/ports/index.ts';
import { fromInstantColumn, present, same, toInstantColumn } from './columns.ts';
import type { RevocationBatchModel } from './generated/models.ts';
import { requireOne } from './require-one.ts';
import type { StoreContext } from './store-context.ts';

const WITH_CARDS = { include: { cards: { select: { cardNumber: true }, orderBy: { cardNumber: 'asc' } } } } as const;
type Row = RevocationBatchModel & { readonly cards: readonly { readonly cardNumber: string }[] };

/** Cards that two persons revoke together, in the database. */
export function makeRevocationStore({ db }: StoreContext): RevocationStore {
  return {
    async insert({ id, officeId, cardNumbers, reason, requestedBy, requestedAt }) {
      const row = { id, officeId, reason, requestedBy, requestedAt: toInstantColumn(requestedAt) };
      await db.revocationBatch.create({ data: row });
      await db.revocationBatchCard.createMany({ data: cardNumbers.map((cardNumber) => ({ batchId: id, cardNumber })) });
    },
    async find(id) {
      const row = await db.revocationBatch.findUnique({ where: { id }, ...WITH_CARDS });
      return row === null ? undefined : toBatch(row);
    },
    async confirm({ id }, { accountId, at }) {
      const data = { confirmedBy: accountId, confirmedAt: toInstantColumn(at) };
      const where = { id, confirmedBy: null };
      requireOne(await db.revocationBatch.updateMany({ where, data }), 'the batch');
    },
    async list(officeId, limit) {
      const order = { orderBy: { requestedAt: 'desc' }, take: limit } as const;
      return (await db.revocationBatch.findMany({ where: { officeId }, ...WITH_CARDS, ...order })).map(toBatch);
    },
  };
}

function toBatch(row: Row): RevocationBatch {
  const { id, officeId, reason, requestedBy } = row;
  return {
    id,
    officeId,
    reason,
    requestedBy,
    cardNumbers: row.cards.map(({ cardNumber }) => cardNumber),
    requestedAt: fromInstantColumn(row.requestedAt),
    ...present('confirmedBy', row.confirmedBy, same),
    ...present('confirmedAt', row.confirmedAt, fromInstantColumn),
  };
}
