import type { BatchCardState, BatchRunState } from '../../domain/lifecycles/index.ts';
import type { BatchRun, BatchRunCard, BatchRunStore, StopReason } from '../../use-cases/ports/index.ts';
import { fromInstantColumn, present, same, toInstantColumn } from './columns.ts';
import type { BatchRunCardModel, BatchRunModel } from './generated/models.ts';
import type { StoreContext } from './store-context.ts';

/** Runs of batches in the database. */
export function makeBatchRunStore({ db }: StoreContext): BatchRunStore {
  return {
    async find(batchId) {
      await db.$queryRaw`SELECT FROM batch_run WHERE batch_id = ${batchId}::uuid FOR UPDATE`;
      const row = await db.batchRun.findUnique({ where: { batchId } });
      return row === null ? undefined : toRun(row);
    },
    async insert(run) {
      await db.batchRun.create({ data: { batchId: run.batchId, ...toRow(run) } });
    },
    async save(run) {
      await db.batchRun.update({ where: { batchId: run.batchId }, data: toRow(run) });
    },
    async readers(batchId) {
      const rows = await db.batchRunReader.findMany({
        where: { batchId },
        orderBy: [{ agent: 'asc' }, { reader: 'asc' }],
      });
      return rows.map(({ agent, reader, isActive, ticket }) => ({
        agent,
        reader,
        isActive,
        ...present('ticket', ticket, same),
      }));
    },
    async saveReader(batchId, { agent, reader, isActive, ticket = null }) {
      const change = { isActive, ticket };
      const where = { batchId_agent_reader: { batchId, agent, reader } };
      await db.batchRunReader.upsert({ where, create: { batchId, agent, reader, ...change }, update: change });
    },
    async cards(batchId) {
      const rows = await db.batchRunCard.findMany({ where: { batchId }, orderBy: { applicationId: 'asc' } });
      return rows.map(toCard);
    },
    async saveCard(batchId, { applicationId, state, at, lastCode = null }) {
      const change = { state, agent: at?.agent ?? null, reader: at?.reader ?? null, lastCode };
      // Not an upsert: its insert would be judged as a new card, which begins as WAITING.
      const { count } = await db.batchRunCard.updateMany({ where: { batchId, applicationId }, data: change });
      if (count === 0) await db.batchRunCard.create({ data: { batchId, applicationId, ...change } });
    },
  };
}

function toRow({ state, maxFailures, failures, stopReason, stopCode, startedBy, startedAt }: BatchRun) {
  const stop = { stopReason: stopReason ?? null, stopCode: stopCode ?? null };
  return { state, maxFailures, failures, ...stop, startedBy, startedAt: toInstantColumn(startedAt) };
}

function toRun({
  batchId,
  state,
  maxFailures,
  failures,
  stopReason,
  stopCode,
  startedBy,
  startedAt,
}: BatchRunModel): BatchRun {
  return {
    batchId,
    state: state as BatchRunState,
    maxFailures,
    failures,
    startedBy,
    startedAt: fromInstantColumn(startedAt),
    ...present('stopReason', stopReason, (text) => text as StopReason),
    ...present('stopCode', stopCode, same),
  };
}

function toCard({ applicationId, state, agent, reader, lastCode }: BatchRunCardModel): BatchRunCard {
  return {
    applicationId,
    state: state as BatchCardState,
    ...(agent === null || reader === null ? {} : { at: { agent, reader } }),
    ...present('lastCode', lastCode, same),
  };
}
