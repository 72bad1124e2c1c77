import { readCsvRows } from '@residence-permit/issuer/adapters/imports';
import * as imports from '@residence-permit/issuer/use-cases/imports';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accept, DEMO_AT } from '../builders/an-office.ts';
import { anIdNumber } from '../builders/invented-people.ts';
import { anOfficer, type OfficeStores, officeStores, OTHER_OFFICE_ID } from '../builders/office-stores.ts';
import { aSignedIn } from '../builders/signed-in.ts';

const HEADING = imports.IMPORT_COLUMNS.join(',');
const chief = aSignedIn(['supervisor']);

/** A row of an invented paper register; the permit number is its key. */
function aRow(change: Partial<Record<imports.ImportColumn, string>> = {}): string {
  const cells: Record<imports.ImportColumn, string> = {
    permit_number: 'OLD-0001',
    name: '样例丙',
    citizen_id: anIdNumber('1990-01-01', 1),
    sex: '1',
    ethnic_group: '01',
    hukou_address: '示例省样本州示例县三号',
    residence_address: '示例市示例区样本路 21 号',
    contact: '',
    issued_on: '2014-05-01',
    valid_through: '2016-04-30',
    ...change,
  };
  return imports.IMPORT_COLUMNS.map((column) => `"${cells[column]}"`).join(',');
}

function aFile(...rows: readonly string[]): Uint8Array {
  return new TextEncoder().encode([HEADING, ...rows, ''].join('\r\n'));
}

const ROWS = [
  aRow(),
  aRow({ permit_number: 'OLD-0002', citizen_id: anIdNumber('1991-02-02', 3), name: '样例丁' }),
  aRow({ permit_number: 'OLD-0003', citizen_id: '800000199002030000' }),
  aRow({ permit_number: 'OLD-0004', issued_on: '2030-01-01' }),
  aRow({ permit_number: 'OLD-0005', residence_address: '' }),
  aRow({ permit_number: 'OLD-0001' }),
  aRow({ permit_number: 'OLD-0007', name: '样例戊' }),
];
const FILE = aFile(...ROWS);

describe('a paper register', () => {
  let stores: OfficeStores;
  let work: ReturnType<typeof importWork>;
  let runId: string;
  beforeAll(async () => {
    stores = await officeStores({ clock: () => DEMO_AT });
    work = importWork(stores);
  });
  afterAll(() => stores.close());

  const runJobs = async () => {
    for (const { data } of stores.jobs.splice(0)) {
      await work.importRow({ runId: String(data['runId']), line: Number(data['line']) });
    }
  };

  test.each([
    ['not-utf-8', Uint8Array.of(0xff, 0xfe)],
    ['csv-malformed', new TextEncoder().encode(`${HEADING}\n"a`)],
    ['csv-malformed', new TextEncoder().encode(`${HEADING}\na,b`)],
    ['no-rows', aFile()],
    ['columns-differ', new TextEncoder().encode('name,citizen_id\na,b')],
    ['too-many-rows', aFile(...Array.from({ length: imports.MAX_IMPORT_ROWS + 1 }, () => ROWS[0] ?? ''))],
    ['file-too-large', new Uint8Array(imports.MAX_IMPORT_BYTES + 1)],
  ])('is refused as a whole: %s', async (refusal, bytes) => {
    expect(await work.tryImport(chief, { bytes })).toEqual({ ok: false, refusal });
    expect(await work.start(chief, { bytes })).toEqual({ ok: false, refusal });
    expect(stores.jobs).toEqual([]);
  });

  test('is tried without writing anything', async () => {
    const tried = accept(await work.tryImport(chief, { bytes: FILE }));
    expect(tried.map(({ line, outcome, code }) => [line, outcome, code])).toEqual([
      [2, 'TAKEN', undefined],
      [3, 'TAKEN', undefined],
      [4, 'REFUSED', 'citizen-id-bad'],
      [5, 'REFUSED', 'date-bad'],
      [6, 'REFUSED', 'cell-missing'],
      [7, 'KNOWN', undefined],
      [8, 'TAKEN', undefined],
    ]);
    expect(await stores.database.prisma.person.count()).toBe(0);
    expect(await stores.database.prisma.importRun.count()).toBe(0);
    expect(await work.tryImport(aSignedIn(['clerk']), { bytes: FILE })).toMatchObject({ refusal: 'no-role' });
  });

  test('becomes drafts row by row, goes on after a stop, and says what became of each', async () => {
    const run = accept(await work.start(chief, { bytes: FILE }));
    runId = run.id;
    expect(run.rows).toBe(ROWS.length);
    expect(await work.start(chief, { bytes: FILE })).toMatchObject({ refusal: 'file-known' });
    const [first] = stores.jobs.splice(0);
    await work.importRow({ runId, line: Number(first?.data['line']) });
    expect(accept(await work.read(chief, { runId })).rows.filter(({ outcome }) => outcome !== undefined)).toHaveLength(
      1,
    );

    expect(accept(await work.resume(chief, { runId }))).toEqual({ queued: ROWS.length - 1 });
    await work.importRow({ runId, line: 2 });
    await runJobs();
    const { rows, run: finished } = accept(await work.read(chief, { runId }));
    expect(finished.finishedAt).toBe(DEMO_AT);
    expect(rows.map(({ line, outcome, code }) => [line, outcome, code])).toEqual([
      [2, 'TAKEN', undefined],
      [3, 'TAKEN', undefined],
      [4, 'REFUSED', 'citizen-id-bad'],
      [5, 'REFUSED', 'date-bad'],
      [6, 'REFUSED', 'cell-missing'],
      [7, 'KNOWN', undefined],
      [8, 'REFUSED', 'identity-differs'],
    ]);
    expect(rows[5]?.applicationId).toBe(rows[0]?.applicationId);
    expect(accept(await work.resume(chief, { runId }))).toEqual({ queued: 0 });
    const elsewhere = aSignedIn(['supervisor'], { officeId: OTHER_OFFICE_ID });
    expect(await work.read(elsewhere, { runId })).toMatchObject({ refusal: 'run-unknown' });
  });

  test('issues nothing: drafts whose facts say where they come from', async () => {
    const { prisma } = stores.database;
    const applications = await prisma.application.findMany();
    expect(applications.map(({ state, kind, enteredBy }) => [state, kind, enteredBy])).toEqual([
      ['DRAFT', 'FIRST', chief.accountId],
      ['DRAFT', 'FIRST', chief.accountId],
    ]);
    expect([await prisma.permit.count(), await prisma.card.count(), await prisma.person.count()]).toEqual([0, 0, 2]);
    const facts = await stores.inTransaction(anOfficer(), async (tx) => {
      const application = await tx.applications.find(applications[0]?.id ?? '');
      return application === undefined ? [] : tx.applications.facts(application);
    });
    const said = Object.fromEntries(facts.map(({ name, value, saidBy }) => [name, `${saidBy} ${value}`]));
    expect(said).toMatchObject({
      'legacy.permitNumber': expect.stringMatching(/^OFFICE OLD-000[12]$/),
      'legacy.source': expect.stringContaining(runId),
    });
  });

  test('leaves nothing of its rows behind when it is over', async () => {
    const rows = await stores.database.prisma.importRow.findMany({ where: { contentSealed: { not: null } } });
    expect(rows).toEqual([]);
    await expect(stores.keys.use(runId, () => undefined)).rejects.toMatchObject({ code: 'PERSON_ERASED' });
  });

  test('is taken over once, in whichever file a row stands again', async () => {
    const again = accept(await work.start(chief, { bytes: aFile(ROWS[1] ?? '', ROWS[0] ?? '') }));
    await runJobs();
    const { rows } = accept(await work.read(chief, { runId: again.id }));
    expect(rows.map(({ outcome }) => outcome)).toEqual(['KNOWN', 'KNOWN']);
    expect(await stores.database.prisma.application.count()).toBe(2);
  });
});

function importWork({ inTransaction, clock, newId, keys }: OfficeStores) {
  const deps = { inTransaction, clock, newId, keys, readRows: readCsvRows };
  return {
    tryImport: imports.makeTryImport(deps),
    start: imports.makeStartImport(deps),
    resume: imports.makeResumeImport(deps),
    read: imports.makeReadImport(deps),
    importRow: imports.makeImportRow(deps),
  };
}
