import type { DepartmentKey, DepartmentKeyStore } from '../../use-cases/ports/index.ts';
import { fromInstantColumn, present, same, toBytesColumn, toInstantColumn } from './columns.ts';
import type { DepartmentKeyModel } from './generated/models.ts';
import { requireOne } from './require-one.ts';
import type { StoreContext } from './store-context.ts';

/** The keys of departments in the database. */
export function makeDepartmentKeyStore({ db }: Pick<StoreContext, 'db'>): DepartmentKeyStore {
  return {
    async insert({ keyId, grantor, publicKey, proposedBy, proposedAt, expiresAt }) {
      const row = { keyId, grantor, publicKey: toBytesColumn(publicKey), proposedBy };
      const times = { proposedAt: toInstantColumn(proposedAt), expiresAt: toInstantColumn(expiresAt) };
      await db.departmentKey.create({ data: { ...row, ...times } });
    },
    async find(keyId) {
      const row = await db.departmentKey.findUnique({ where: { keyId } });
      return row === null ? undefined : toKey(row);
    },
    async list() {
      return (await db.departmentKey.findMany({ orderBy: [{ grantor: 'asc' }, { proposedAt: 'asc' }] })).map(toKey);
    },
    async confirm(keyId, { accountId: confirmedBy, at }) {
      const where = { keyId, confirmedBy: null, withdrawnBy: null };
      const data = { confirmedBy, confirmedAt: toInstantColumn(at) };
      requireOne(await db.departmentKey.updateMany({ where, data }), `key ${keyId}`);
    },
    async withdraw(keyId, { accountId: withdrawnBy, at }) {
      const data = { withdrawnBy, withdrawnAt: toInstantColumn(at) };
      requireOne(await db.departmentKey.updateMany({ where: { keyId, withdrawnBy: null }, data }), `key ${keyId}`);
    },
  };
}

function toKey(row: DepartmentKeyModel): DepartmentKey {
  const { keyId, grantor, publicKey, proposedBy } = row;
  return {
    keyId,
    grantor,
    publicKey,
    proposedBy,
    proposedAt: fromInstantColumn(row.proposedAt),
    expiresAt: fromInstantColumn(row.expiresAt),
    ...present('confirmedBy', row.confirmedBy, same),
    ...present('confirmedAt', row.confirmedAt, fromInstantColumn),
    ...present('withdrawnBy', row.withdrawnBy, same),
    ...present('withdrawnAt', row.withdrawnAt, fromInstantColumn),
  };
}
