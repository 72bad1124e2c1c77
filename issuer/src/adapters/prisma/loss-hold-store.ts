import type { LossHold, LossHoldStore } from '../../use-cases/ports/index.ts';
import { fromInstantColumn, present, toBytesColumn, toInstantColumn } from './columns.ts';
import type { LossHoldModel } from './generated/models.ts';
import { requireOne } from './require-one.ts';
import type { StoreContext } from './store-context.ts';

type Caller = Exclude<LossHold['caller'], undefined>;

/** Loss holds in the database; who called is sealed under the holder's key. */
export function makeLossHoldStore({ db, keys }: StoreContext): LossHoldStore {
  const place = (rowId: string) => ({ table: 'loss_hold', column: 'caller_sealed', rowId });

  const toHold = async (row: LossHoldModel): Promise<LossHold> => {
    const { id, callerSealed: sealed } = row;
    if (sealed === null) return fromRow(row);
    const text = await keys.use(row.keyId, (key) => key.openText(place(id), sealed));
    return { ...fromRow(row), caller: JSON.parse(text) as Caller };
  };

  return {
    async insert({ caller, reportedAt, ...hold }) {
      const { id, personId, cardNumber, officeId, channel, reportedBy } = hold;
      const callerSealed =
        caller === undefined
          ? null
          : await keys.use(personId, (key) => toBytesColumn(key.sealText(place(id), JSON.stringify(caller))));
      const row = { id, personId, cardNumber, officeId, channel, reportedBy };
      await db.lossHold.create({
        data: { ...row, keyId: personId, callerSealed, reportedAt: toInstantColumn(reportedAt) },
      });
    },
    async findOpen(cardNumber) {
      const row = await db.lossHold.findFirst({ where: { cardNumber, liftedAt: null } });
      return row === null ? undefined : toHold(row);
    },
    async lift({ id, cardNumber }, { accountId, at }) {
      const data = { liftedBy: accountId, liftedAt: toInstantColumn(at) };
      requireOne(await db.lossHold.updateMany({ where: { id, liftedAt: null }, data }), `the hold of ${cardNumber}`);
    },
    async unreminded({ officeId, before, limit }) {
      const rows = await db.$queryRaw<readonly { readonly id: string }[]>`
        SELECT h.id FROM loss_hold h JOIN card c ON c.card_number = h.card_number
        WHERE h.office_id = ${officeId} AND h.lifted_at IS NULL AND h.reminded_at IS NULL AND c.state = 'LOST_HOLD'
          AND h.reported_at <= ${toInstantColumn(before)} ORDER BY h.reported_at LIMIT ${limit}`;
      const where = { id: { in: rows.map(({ id }) => id) } };
      const found = await db.lossHold.findMany({ where, orderBy: { reportedAt: 'asc' } });
      return found.map(fromRow);
    },
    async noteReminder({ id }, at) {
      const data = { remindedAt: toInstantColumn(at) };
      return (await db.lossHold.updateMany({ where: { id, remindedAt: null, liftedAt: null }, data })).count === 1;
    },
  };
}

function fromRow(row: LossHoldModel): LossHold {
  const { id, cardNumber, personId, officeId, reportedBy } = row;
  return {
    id,
    cardNumber,
    personId,
    officeId,
    reportedBy,
    channel: row.channel as LossHold['channel'],
    reportedAt: fromInstantColumn(row.reportedAt),
    ...present('remindedAt', row.remindedAt, fromInstantColumn),
  };
}
