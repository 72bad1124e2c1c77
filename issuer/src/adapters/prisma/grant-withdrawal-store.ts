import type { GrantWithdrawal, GrantWithdrawalStore } from '../../use-cases/ports/index.ts';
import {
  fromDateColumn,
  fromInstantColumn,
  named,
  present,
  same,
  toBytesColumn,
  toDateColumn,
  toInstantColumn,
} from './columns.ts';
import type { GrantWithdrawalModel } from './generated/models.ts';
import { requireOne } from './require-one.ts';
import type { StoreContext } from './store-context.ts';

/** Withdrawals of grants in the database. */
export function makeGrantWithdrawalStore({ db }: Pick<StoreContext, 'db'>): GrantWithdrawalStore {
  return {
    async insert({ id, grantId, grantor, reason, state, keyId, enteredBy, version, ...rest }) {
      const data = {
        id,
        grantId,
        grantor,
        reason,
        state,
        keyId,
        enteredBy,
        version,
        fromDate: toDateColumn(rest.from),
        instruction: toBytesColumn(rest.instruction),
        instructionRef: rest.reference,
        enteredAt: toInstantColumn(rest.enteredAt),
      };
      await db.grantWithdrawal.create({ data });
    },
    async find(id) {
      const row = await db.grantWithdrawal.findUnique({ where: { id } });
      return row === null ? undefined : toWithdrawal(row);
    },
    async findByReference(grantor, instructionRef) {
      const where = { grantor_instructionRef: { grantor, instructionRef } };
      const row = await db.grantWithdrawal.findUnique({ where });
      return row === null ? undefined : toWithdrawal(row);
    },
    async ofPermit(permitId) {
      const rows = await db.grantWithdrawal.findMany({
        where: { grant: { permitId } },
        orderBy: [{ enteredAt: 'asc' }, { id: 'asc' }],
      });
      return rows.map(toWithdrawal);
    },
    async save(before, change) {
      const { state, decidedBy, decidedAt, recordVersion } = change;
      const version = before.version + 1;
      const data = { ...named({ state, decidedBy, decidedAt: toInstantColumn(decidedAt), recordVersion }), version };
      const where = { id: before.id, version: before.version };
      requireOne(await db.grantWithdrawal.updateMany({ where, data }), `withdrawal ${before.id}`);
      return { ...before, ...change, version };
    },
  };
}

function toWithdrawal(row: GrantWithdrawalModel): GrantWithdrawal {
  const { id, grantId, grantor, instruction, keyId, enteredBy, version } = row;
  return {
    id,
    grantId,
    grantor,
    instruction,
    keyId,
    enteredBy,
    version,
    reason: row.reason as GrantWithdrawal['reason'],
    state: row.state as GrantWithdrawal['state'],
    from: fromDateColumn(row.fromDate),
    reference: row.instructionRef,
    enteredAt: fromInstantColumn(row.enteredAt),
    ...present('decidedBy', row.decidedBy, same),
    ...present('decidedAt', row.decidedAt, fromInstantColumn),
    ...present('recordVersion', row.recordVersion, same),
  };
}
