import { encodeUtf8, toHex } from '@residence-permit/shared/bytes';
import type { ImportedRow, ImportOutcome, ImportRun, ImportStore, WaitingRow } from '../../use-cases/ports/index.ts';
import { fromInstantColumn, present, same, toBytesColumn, toInstantColumn } from './columns.ts';
import type { ImportRunModel } from './generated/models.ts';
import { requireOne } from './require-one.ts';
import type { StoreContext } from './store-context.ts';

/** Rows of paper registers in the database; what stands in one is sealed under the key of its run until it is done. */
export function makeImportStore({ db, keys, indexKey }: StoreContext): ImportStore {
  const place = (runId: string, line: number) => ({
    table: 'import_row',
    column: 'content_sealed',
    rowId: `${runId}-${line}`,
  });
  const findRunWhere = async (
    where: { readonly id: string } | { readonly officeId: string; readonly digest: Digest },
  ) => {
    const row = await db.importRun.findFirst({ where });
    return row === null ? undefined : toRun(row);
  };

  return {
    tagOf: (officeId, rowKey) =>
      indexKey.blindIndex({ kind: 'import-row', number: toHex(encodeUtf8(`${officeId}/${rowKey}`)) }),
    async insertRun({ startedAt, digest, ...run }, rows) {
      await db.importRun.create({
        data: { ...run, digest: toBytesColumn(digest), startedAt: toInstantColumn(startedAt), finishedAt: null },
      });
      const data = await keys.use(run.id, (key) =>
        rows.map(({ line, cells, rowTag }) => ({
          runId: run.id,
          line,
          rowTag: toBytesColumn(rowTag),
          contentSealed: toBytesColumn(key.sealText(place(run.id, line), JSON.stringify(cells))),
        })),
      );
      await db.importRow.createMany({ data });
    },
    findRun: (id) => findRunWhere({ id }),
    async runsOf(officeId, take) {
      const runs = await db.importRun.findMany({ where: { officeId }, orderBy: { startedAt: 'desc' }, take });
      const where = { runId: { in: runs.map(({ id }) => id) } };
      const groups = await db.importRow.groupBy({ by: ['runId', 'outcome'], where, _count: true });
      return runs.map((run) => {
        const own = groups.filter(({ runId }) => runId === run.id);
        const count = (outcome: ImportOutcome | null) => own.find((group) => group.outcome === outcome)?._count ?? 0;
        const done = { TAKEN: count('TAKEN'), KNOWN: count('KNOWN'), REFUSED: count('REFUSED') };
        return { run: toRun(run), counts: { ...done, WAITING: count(null) } };
      });
    },
    findRunOf: (officeId, digest) => findRunWhere({ officeId, digest: toBytesColumn(digest) }),
    async findWaiting(runId, line) {
      await db.$queryRaw`SELECT 1 AS one FROM import_row WHERE run_id = ${runId}::uuid AND line = ${line} FOR UPDATE`;
      const row = await db.importRow.findUnique({ where: { runId_line: { runId, line } } });
      const sealed = row?.contentSealed ?? undefined;
      if (row === null || row.outcome !== null || sealed === undefined) return undefined;
      const text = await keys.use(runId, (key) => key.openText(place(runId, line), sealed));
      return { line, rowTag: row.rowTag, cells: JSON.parse(text) as WaitingRow['cells'] };
    },
    async waitingLines(runId) {
      const where = { runId, outcome: null };
      const rows = await db.importRow.findMany({ where, select: { line: true }, orderBy: { line: 'asc' } });
      return rows.map(({ line }) => line);
    },
    async findTaken(rowTag) {
      const row = await db.importRow.findFirst({ where: { rowTag: toBytesColumn(rowTag), outcome: 'TAKEN' } });
      return row?.applicationId ?? undefined;
    },
    async finishRow(runId, { line, outcome, code, applicationId, at }) {
      const done = { outcome, code: code ?? null, applicationId: applicationId ?? null, doneAt: toInstantColumn(at) };
      const where = { runId, line, outcome: null };
      requireOne(await db.importRow.updateMany({ where, data: { ...done, contentSealed: null } }), `line ${line}`);
    },
    async finishRun(id, at) {
      await db.importRun.updateMany({ where: { id, finishedAt: null }, data: { finishedAt: toInstantColumn(at) } });
    },
    async rows(runId) {
      const rows = await db.importRow.findMany({ where: { runId }, orderBy: { line: 'asc' } });
      return rows.map(
        ({ line, outcome, code, applicationId }): ImportedRow => ({
          line,
          ...present('outcome', outcome, (text) => text as ImportOutcome),
          ...present('code', code, same),
          ...present('applicationId', applicationId, same),
        }),
      );
    },
  };
}

type Digest = ReturnType<typeof toBytesColumn>;

function toRun({ id, officeId, digest, rows, startedBy, startedAt, finishedAt }: ImportRunModel): ImportRun {
  const run = { id, officeId, digest, rows, startedBy, startedAt: fromInstantColumn(startedAt) };
  return { ...run, ...present('finishedAt', finishedAt, fromInstantColumn) };
}
