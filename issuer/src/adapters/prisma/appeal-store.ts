import type { Appeal, AppealStore, DecisionReason } from '../../use-cases/ports/index.ts';
import type { PersonKey } from '../privacy/index.ts';
import {
  changed,
  fromDateColumn,
  fromInstantColumn,
  named,
  present,
  same,
  toBytesColumn,
  toDateColumn,
  toInstantColumn,
} from './columns.ts';
import type { Prisma } from './generated/client.ts';
import type { AppealModel } from './generated/models.ts';
import { requireOne } from './require-one.ts';
import type { StoreContext } from './store-context.ts';

/** Appeals in the database; what the person says in them is sealed. */
export function makeAppealStore({ db, keys }: Pick<StoreContext, 'db' | 'keys'>): AppealStore {
  const keyIdOf = async (id: string) =>
    (await db.application.findUniqueOrThrow({ where: { id }, select: { keyId: true } })).keyId;

  return {
    async insert({ id, applicationId, decisionId, state, filedBy, version, ...rest }) {
      const groundsSealed = await keys.use(await keyIdOf(applicationId), (key) =>
        toBytesColumn(key.sealText(placeOf(id), rest.grounds)),
      );
      const dates = { filedAt: toInstantColumn(rest.filedAt), dueOn: toDateColumn(rest.dueOn) };
      await db.appeal.create({
        data: { id, applicationId, decisionId, state, filedBy, version, groundsSealed, ...dates },
      });
    },
    async ofApplication(applicationId) {
      const rows = await db.appeal.findMany({ where: { applicationId }, orderBy: { filedAt: 'asc' } });
      if (rows.length === 0) return [];
      return keys.use(await keyIdOf(applicationId), (key) => rows.map((row) => toAppeal(row, key)));
    },
    async findCase(id) {
      return (await db.appeal.findUnique({ where: { id }, select: { applicationId: true } }))?.applicationId;
    },
    async save(before, change) {
      const data = named({
        state: change.state,
        admittedBy: change.admittedBy,
        outcome: change.outcome,
        reasons: changed(change.reasons, (reasons) => reasons as unknown as Prisma.InputJsonValue),
        decidedBy: change.decidedBy,
        decidedAt: changed(change.decidedAt, toInstantColumn),
      });
      const where = { id: before.id, version: before.version };
      const version = before.version + 1;
      requireOne(await db.appeal.updateMany({ where, data: { ...data, version } }), 'the appeal');
      return { ...before, ...change, version };
    },
  };
}

function placeOf(rowId: string) {
  return { table: 'appeal', column: 'grounds_sealed', rowId };
}

function toAppeal(row: AppealModel, key: PersonKey): Appeal {
  const { id, applicationId, decisionId, filedBy, version } = row;
  return {
    id,
    applicationId,
    decisionId,
    filedBy,
    version,
    state: row.state as Appeal['state'],
    grounds: key.openText(placeOf(id), row.groundsSealed),
    filedAt: fromInstantColumn(row.filedAt),
    dueOn: fromDateColumn(row.dueOn),
    ...present('admittedBy', row.admittedBy, same),
    ...present('outcome', row.outcome, (outcome) => outcome as NonNullable<Appeal['outcome']>),
    ...present('reasons', row.reasons, (reasons) => reasons as unknown as readonly DecisionReason[]),
    ...present('decidedBy', row.decidedBy, same),
    ...present('decidedAt', row.decidedAt, fromInstantColumn),
  };
}
