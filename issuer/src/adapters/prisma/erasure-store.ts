import type { ErasureRequest, ErasureStore } from '../../use-cases/ports/index.ts';
import { fromInstantColumn, present, same, toInstantColumn } from './columns.ts';
import type { ErasureRequestModel } from './generated/models.ts';
import { requireOne } from './require-one.ts';
import type { StoreContext } from './store-context.ts';

const OPEN = { confirmedAt: null, withdrawnAt: null } as const;

/** Requests for erasure in the database. */
export function makeErasureStore({ db }: Pick<StoreContext, 'db'>): ErasureStore {
  return {
    async insert({ id, personId, ground, requestedBy, requestedAt }) {
      const data = { id, personId, ground, requestedBy, requestedAt: toInstantColumn(requestedAt) };
      await db.erasureRequest.create({ data });
    },
    async findOpen(personId) {
      const row = await db.erasureRequest.findFirst({ where: { personId, ...OPEN } });
      return row === null ? undefined : toRequest(row);
    },
    async confirm({ id }, confirmedBy, at) {
      const data = { confirmedBy, confirmedAt: toInstantColumn(at) };
      requireOne(await db.erasureRequest.updateMany({ where: { id, ...OPEN }, data }), 'the request');
    },
    async withdraw({ id }, withdrawnBy, at) {
      const data = { withdrawnBy, withdrawnAt: toInstantColumn(at) };
      requireOne(await db.erasureRequest.updateMany({ where: { id, ...OPEN }, data }), 'the request');
    },
    async unfinished() {
      const rows = await db.erasureRequest.findMany({ where: { confirmedAt: { not: null } } });
      const personIds = rows.map(({ personId }) => personId);
      const there = await db.person.findMany({
        where: { id: { in: personIds }, erasedAt: null },
        select: { id: true },
      });
      const ids = new Set(there.map(({ id }) => id));
      return rows.filter(({ personId }) => ids.has(personId)).map(toRequest);
    },
  };
}

function toRequest(row: ErasureRequestModel): ErasureRequest {
  const { id, personId, requestedBy, requestedAt } = row;
  return {
    id,
    personId,
    ground: row.ground as ErasureRequest['ground'],
    requestedBy,
    requestedAt: fromInstantColumn(requestedAt),
    ...present('confirmedBy', row.confirmedBy, same),
    ...present('confirmedAt', row.confirmedAt, fromInstantColumn),
  };
}
