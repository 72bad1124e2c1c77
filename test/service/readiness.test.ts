import { type Database, openDatabase } from '@residence-permit/issuer/database';
import { askReadiness, clockPart, databasePart, makeLog, queuePart, signerPart } from '@residence-permit/issuer/http';
import { type Jobs, openJobs } from '@residence-permit/issuer/jobs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aDatabase, type TestDatabase } from '../builders/a-database.ts';

let given: TestDatabase;
let database: Database;
let jobs: Jobs;
const now = () => Date.now() / 1000;

beforeAll(async () => {
  given = await aDatabase();
  database = openDatabase({ url: given.url });
  jobs = await openJobs({ pool: database.pool, log: makeLog({ level: 'silent' }) });
});
afterAll(async () => {
  await jobs.stop();
  await database.close();
  await given.close();
});

describe('the clock', () => {
  it('is fine when it agrees with that of the database', async () => {
    expect(await clockPart(database.pool, now).check()).toMatchObject({ ok: true, detail: { behindAuditS: 0 } });
  });

  it.each([86_400, -86_400])('is not when it is %d s off', async (offset) => {
    const report = await clockPart(database.pool, () => now() + offset).check();
    expect(report).toMatchObject({ ok: false, code: 'CLOCK_DIFFERS' });
    expect(Math.abs((report.detail?.['aheadOfDatabaseS'] ?? 0) - offset)).toBeLessThanOrEqual(5);
  });

  it('is not when something was entered after it: the clocks of process and database were set back together', async () => {
    await database.pool.query("INSERT INTO office (id, name, jurisdiction) VALUES ('test', 'test', '800000')");
    await database.pool.query(
      "INSERT INTO audit_event (office_id, at, process_at, action) VALUES ('test', now() + interval '1 day', now(), 'test')",
    );
    expect(await clockPart(database.pool, now).check()).toMatchObject({ ok: false, code: 'CLOCK_BEHIND' });
  });
});

describe('the queue', () => {
  it('is fine while nothing waits long, and not when a job does', async () => {
    expect(await queuePart(database.pool).check()).toMatchObject({ ok: true, detail: { ageS: 0 } });
    await database.transaction((tx) => jobs.enqueue(tx, { name: 'import-row', data: {} }));
    await database.pool.query("UPDATE pgboss.job SET start_after = now() - interval '1 hour'");
    const report = await queuePart(database.pool).check();
    expect(report).toMatchObject({ ok: false, code: 'QUEUE_OLD' });
    expect(report.detail?.['ageS']).toBeGreaterThanOrEqual(3600);
  });
});

describe('the parts together', () => {
  it('are ready when each is; one that fails or hangs is named', async () => {
    const fine = databasePart(database.pool);
    expect(await askReadiness([fine, signerPart(async () => undefined)], 5000)).toMatchObject({ ready: true });
    const broken = signerPart(() => Promise.reject(new Error('the token is gone')));
    const hanging = { name: 'hanging', check: () => new Promise<never>(() => undefined) };
    expect(await askReadiness([fine, broken, hanging], 5000)).toMatchObject({
      ready: false,
      parts: {
        database: { ok: true },
        signer: { ok: false, code: 'UNREACHABLE' },
        hanging: { ok: false, code: 'TIMED_OUT' },
      },
    });
  });
});
