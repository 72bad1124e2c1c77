import type { AttemptStore, Collector, ProductionAttempt } from '../../use-cases/ports/index.ts';
import { changed, fromInstantColumn, named, present, same, toBytesColumn, toInstantColumn } from './columns.ts';
import type { ProductionAttemptModel } from './generated/models.ts';
import { requireOne } from './require-one.ts';
import type { StoreContext } from './store-context.ts';

/** The journal holds the files of a chip, some 10 kB: it comes only where it is asked for. */
const JOURNAL = { jobSealed: true } as const;

/** Of a row that was just written nothing more is wanted. */
const ID = { id: true } as const;

type AttemptRow = Omit<ProductionAttemptModel, keyof typeof JOURNAL>;

/** Production attempts in the database; collector and CAN are sealed under the person's key. */
export function makeAttemptStore({ db, keys }: StoreContext): AttemptStore {
  const place = (column: string, rowId: string) => ({ table: 'production_attempt', column, rowId });

  const toAttempt = async (row: AttemptRow): Promise<ProductionAttempt> => {
    const { collectorSealed, canSealed, pukSealed } = row;
    if (collectorSealed === null && canSealed === null && pukSealed === null) return fromRow(row);
    const opened = await keys.use(row.keyId, (key) => ({
      ...present('collector', collectorSealed, (sealed) => {
        return JSON.parse(key.openText(place('collector_sealed', row.id), sealed)) as Collector;
      }),
      ...present('can', canSealed, (sealed) => key.openText(place('can_sealed', row.id), sealed)),
      ...present('puk', pukSealed, (sealed) => key.openText(place('puk_sealed', row.id), sealed)),
    }));
    return { ...fromRow(row), ...opened };
  };

  return {
    async insert({ id, applicationId, decisionId, cardNumber, officeId, personId, keyId, state, batchId, createdAt }) {
      const data = { id, applicationId, decisionId, cardNumber, officeId, personId, state, batchId: batchId ?? null };
      await db.productionAttempt.create({
        data: { ...data, keyId, createdAt: toInstantColumn(createdAt) },
        select: ID,
      });
    },
    async findByCard(cardNumber) {
      const row = await db.productionAttempt.findUnique({ where: { cardNumber }, omit: JOURNAL });
      return row === null ? undefined : toAttempt(row);
    },
    async ofApplication(applicationId) {
      const order = { orderBy: { createdAt: 'asc' }, omit: JOURNAL } as const;
      const rows = await db.productionAttempt.findMany({ where: { applicationId }, ...order });
      return Promise.all(rows.map(toAttempt));
    },
    async save(before, change) {
      const { collector, can, puk } = change;
      const sealed = await keys.use(before.keyId, (key) => {
        const seal = (column: string, text: string) => toBytesColumn(key.sealText(place(column, before.id), text));
        return {
          collectorSealed: changed(collector, (value) => seal('collector_sealed', JSON.stringify(value))),
          canSealed: changed(can, (value) => seal('can_sealed', value)),
          pukSealed: changed(puk, (value) => seal('puk_sealed', value)),
        };
      });
      const result = await db.productionAttempt.updateMany({
        where: { id: before.id, version: before.version },
        data: { ...named({ ...toChange(change), ...sealed }), version: before.version + 1 },
      });
      requireOne(result, `attempt for card ${before.cardNumber}`);
      return { ...before, ...change, version: before.version + 1 };
    },
    async queue({ officeId, states, limit }) {
      const where = { officeId, state: { in: [...states] } };
      const rows = await db.productionAttempt.findMany({
        where,
        orderBy: { createdAt: 'asc' },
        take: limit,
        omit: JOURNAL,
      });
      return rows.map(fromRow);
    },
    async findJournal(cardNumber) {
      const select = { ...ID, keyId: true, ...JOURNAL } as const;
      const row = await db.productionAttempt.findUnique({ where: { cardNumber }, select });
      if (row === null || row.jobSealed === null) return undefined;
      const { id, jobSealed } = row;
      return keys.use(row.keyId, (key) => key.openField(place('job_sealed', id), jobSealed));
    },
    async saveJournal({ id, keyId }, journalBytes) {
      const jobSealed = await keys.use(keyId, (key) => key.sealField(place('job_sealed', id), journalBytes));
      await db.productionAttempt.update({ where: { id }, data: { jobSealed: toBytesColumn(jobSealed) }, select: ID });
    },
    async discardJournal(cardNumber) {
      const result = await db.productionAttempt.updateMany({ where: { cardNumber }, data: { jobSealed: null } });
      requireOne(result, `attempt for card ${cardNumber}`);
    },
    async journalled(officeId) {
      const where = { officeId, jobSealed: { not: null } };
      return (await db.productionAttempt.findMany({ where, select: { cardNumber: true } })).map(
        (row) => row.cardNumber,
      );
    },
    async forgetPuk({ id }) {
      await db.productionAttempt.update({ where: { id }, data: { pukSealed: null }, select: ID });
    },
    async heldBefore(seconds) {
      const where = { state: 'HELD', heldSince: { lt: toInstantColumn(seconds) } };
      const rows = await db.productionAttempt.findMany({ where, omit: JOURNAL });
      return rows.map(fromRow);
    },
  };
}

function toChange(change: Partial<ProductionAttempt>) {
  const { state, tries, lastCode, checkedBy, heldAt, handedOverBy } = change;
  return {
    state,
    tries,
    lastCode,
    checkedBy,
    heldAt,
    handedOverBy,
    readBackAt: changed(change.readBackAt, toInstantColumn),
    checkedAt: changed(change.checkedAt, toInstantColumn),
    heldSince: changed(change.heldSince, toInstantColumn),
    handedOverAt: changed(change.handedOverAt, toInstantColumn),
    activatedAt: changed(change.activatedAt, toInstantColumn),
  };
}

function fromRow(row: AttemptRow): ProductionAttempt {
  const { id, applicationId, decisionId, cardNumber, officeId, tries, version } = row;
  return {
    id,
    applicationId,
    decisionId,
    cardNumber,
    officeId,
    tries,
    version,
    personId: row.personId,
    keyId: row.keyId,
    state: row.state as ProductionAttempt['state'],
    createdAt: fromInstantColumn(row.createdAt),
    ...present('batchId', row.batchId, same),
    ...present('lastCode', row.lastCode, same),
    ...present('readBackAt', row.readBackAt, fromInstantColumn),
    ...present('checkedBy', row.checkedBy, same),
    ...present('checkedAt', row.checkedAt, fromInstantColumn),
    ...present('heldAt', row.heldAt, same),
    ...present('heldSince', row.heldSince, fromInstantColumn),
    ...present('handedOverBy', row.handedOverBy, same),
    ...present('handedOverAt', row.handedOverAt, fromInstantColumn),
    ...present('activatedAt', row.activatedAt, fromInstantColumn),
  };
}
