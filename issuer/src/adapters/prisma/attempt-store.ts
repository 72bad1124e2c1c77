import type { AttemptStore, Collector, ProductionAttempt } from '../../use-cases/ports/index.ts';
import { changed, fromInstantColumn, named, present, same, toBytesColumn, toInstantColumn } from './columns.ts';
import type { ProductionAttemptModel } from './generated/models.ts';
import { requireOne } from './require-one.ts';
import type { StoreContext } from './store-context.ts';

/** Production attempts in the database; collector and CAN are sealed under the person's key. */
export function makeAttemptStore({ db, keys }: StoreContext): AttemptStore {
  const place = (column: string, rowId: string) => ({ table: 'production_attempt', column, rowId });

  const toAttempt = async (row: ProductionAttemptModel): Promise<ProductionAttempt> => {
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

  const keyIdOf = async (id: string) =>
    (await db.productionAttempt.findUniqueOrThrow({ where: { id }, select: { keyId: true } })).keyId;

  return {
    async insert({ id, applicationId, decisionId, cardNumber, officeId, personId, state, batchId, createdAt }) {
      const data = { id, applicationId, decisionId, cardNumber, officeId, personId, state, batchId: batchId ?? null };
      await db.productionAttempt.create({ data: { ...data, keyId: personId, createdAt: toInstantColumn(createdAt) } });
    },
    async findByCard(cardNumber) {
      const row = await db.productionAttempt.findUnique({ where: { cardNumber } });
      return row === null ? undefined : toAttempt(row);
    },
    async ofApplication(applicationId) {
      const order = { orderBy: { createdAt: 'asc' } } as const;
      const rows = await db.productionAttempt.findMany({ where: { applicationId }, ...order });
      return Promise.all(rows.map(toAttempt));
    },
    async save(before, change) {
      const { collector, can, puk } = change;
      const sealed = await keys.use(await keyIdOf(before.id), (key) => {
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
      });
      return rows.map(fromRow);
    },
    async findJournal({ id }) {
      const row = await db.productionAttempt.findUnique({ where: { id }, select: { jobSealed: true, keyId: true } });
      const sealed = row?.jobSealed ?? undefined;
      if (row === null || sealed === undefined) return undefined;
      return keys.use(row.keyId, (key) => key.openField(place('job_sealed', id), sealed));
    },
    async saveJournal({ id }, journalBytes) {
      const jobSealed = await keys.use(await keyIdOf(id), (key) =>
        key.sealField(place('job_sealed', id), journalBytes),
      );
      await db.productionAttempt.update({ where: { id }, data: { jobSealed: toBytesColumn(jobSealed) } });
    },
    async discardJournal({ id }) {
      await db.productionAttempt.update({ where: { id }, data: { jobSealed: null } });
    },
    async journalled(officeId) {
      const where = { officeId, jobSealed: { not: null } };
      return (await db.productionAttempt.findMany({ where, select: { cardNumber: true } })).map(
        (row) => row.cardNumber,
      );
    },
    async forgetPuk({ id }) {
      await db.productionAttempt.update({ where: { id }, data: { pukSealed: null } });
    },
    async heldBefore(seconds) {
      const where = { state: 'HELD', heldSince: { lt: toInstantColumn(seconds) } };
      const rows = await db.productionAttempt.findMany({ where });
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

function fromRow(row: ProductionAttemptModel): ProductionAttempt {
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
