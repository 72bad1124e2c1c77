import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { openDatabase, restoreBackup, withSession, writeBackup } from '@residence-permit/issuer/database';
import PgBoss from 'pg-boss';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aDatabase, anEmptyDatabase, type TestDatabase } from '../builders/a-database.ts';

const AT = 1_780_000_000;
const ODD_NAME = '样本\u2028示例\\.\n\\.\r\t"';

let folder = '';
let source: TestDatabase;
const opened: TestDatabase[] = [];
const register = () => join(folder, 'register.backup');
const keyStore = () => join(folder, 'keys.backup');

function run(url: string, sql: string, values: readonly unknown[] = []): Promise<readonly Record<string, unknown>[]> {
  return withSession({ url, role: undefined }, async (client) => (await client.query(sql, [...values])).rows);
}

async function empty(): Promise<TestDatabase> {
  const database = await anEmptyDatabase();
  opened.push(database);
  return database;
}

async function sendJob(url: string): Promise<void> {
  const { pool, close } = openDatabase({ url });
  const executeSql = async (text: string, values: unknown[]) => ({ rows: (await pool.query(text, values)).rows });
  const boss = new PgBoss({ db: { executeSql }, migrate: false, supervise: false, schedule: false });
  await boss.start();
  await boss.createQueue('letters');
  await boss.send('letters', { case: 1 });
  await boss.stop({ graceful: false });
  await close();
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'permit-backup-'));
  source = await aDatabase();
  opened.push(source);
  await run(source.url, `INSERT INTO office (id, name, jurisdiction) VALUES ('north', $1, '800000')`, [ODD_NAME]);
  await run(
    source.keyStoreUrl,
    `INSERT INTO person_key SELECT gen_random_uuid(), '\\x0a5c2e0a' FROM generate_series(1, 5000)`,
  );
  await sendJob(source.url);
  await writeBackup({ url: source.migratorUrl, kind: 'register', file: register(), at: AT });
  await writeBackup({ url: source.keyStoreMigratorUrl, kind: 'key-store', file: keyStore(), at: AT });
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  for (const database of opened) await database.close();
});

/** A backup with other bytes inside, packed again. */
async function spoiled(change: (text: string) => string): Promise<string> {
  const file = join(folder, 'spoiled.backup');
  await writeFile(file, gzipSync(change(gunzipSync(await readFile(register())).toString('utf8'))));
  return file;
}

describe('a backup', () => {
  it('is for its owner only, and leaves no draft', async () => {
    expect((await stat(register())).mode & 0o777).toBe(0o600);
    expect((await readdir(folder)).filter((name) => name.endsWith('.draft'))).toEqual([]);
  });

  it('fills an empty database with the same rows, queues and numbers', async () => {
    const target = await empty();
    const { takenAt } = await restoreBackup({ url: target.migratorUrl, kind: 'register', file: register() });
    expect(takenAt).toBe(new Date(AT * 1000).toISOString());
    expect(await run(target.url, `SELECT name FROM office WHERE id = 'north'`)).toEqual([{ name: ODD_NAME }]);
    expect(await run(target.url, 'SELECT name, data FROM pgboss.job')).toEqual([
      { name: 'letters', data: { case: 1 } },
    ]);
    for (const sql of [
      'SELECT * FROM lifecycle_transition ORDER BY 1, 2, 3',
      'SELECT name, policy, partition_name FROM pgboss.queue',
      `SELECT conname, pg_get_constraintdef(oid) AS text FROM pg_constraint WHERE connamespace <> 'pg_catalog'::regnamespace
       AND contype = 'f' ORDER BY 1, 2`,
      `SELECT tgrelid::regclass::text AS "table", tgname, tgenabled FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1, 2`,
    ]) {
      expect(await run(target.adminUrl, sql), sql).toEqual(await run(source.adminUrl, sql));
    }
    await sendJob(target.url);
    expect(await run(target.url, 'SELECT count(*)::int AS n FROM pgboss.job')).toEqual([{ n: 2 }]);
  });

  it('of the key store is apart, and fills a key store', async () => {
    const target = await empty();
    const wrong = { url: target.keyStoreMigratorUrl, kind: 'key-store', file: register() } as const;
    await expect(restoreBackup(wrong)).rejects.toMatchObject({ code: 'BACKUP_BAD' });
    await restoreBackup({ url: target.keyStoreMigratorUrl, kind: 'key-store', file: keyStore() });
    const sum = `SELECT count(*)::int AS n, md5(string_agg(person_id::text || wrapped_key::text, ',' ORDER BY person_id)) AS sum FROM person_key`;
    expect(await run(target.keyStoreUrl, sum)).toEqual(await run(source.keyStoreUrl, sum));
  });

  it('does not go into a database that holds something', async () => {
    const given = { url: source.migratorUrl, kind: 'register', file: register() } as const;
    await expect(restoreBackup(given)).rejects.toMatchObject({ code: 'STORE_CONFLICT' });
  });

  it.each([
    ['a changed row', (text: string) => text.replace('800000', '800001')],
    ['a cut end', (text: string) => text.slice(0, text.lastIndexOf('{"tables"'))],
    ['something after its end', (text: string) => `${text}more\n`],
    ['a table that is none', (text: string) => text.replace('"public.office"', '"public.nothing"')],
    ['a head of another kind of file', (text: string) => text.replace('residencePermitBackup', 'other')],
  ])('with %s is refused, and nothing of it stays', async (_what, change) => {
    const target = await empty();
    const file = await spoiled(change);
    const given = { url: target.migratorUrl, kind: 'register', file } as const;
    await expect(restoreBackup(given)).rejects.toMatchObject({ code: 'BACKUP_BAD' });
    const there = await run(target.adminUrl, `SELECT to_regclass('public.office') IS NOT NULL AS there`);
    if (there[0]?.['there'] === true) expect(await run(target.url, 'SELECT FROM office')).toEqual([]);
  });

  it('that is no gzip or stops in the middle is refused', async () => {
    const target = await empty();
    const file = join(folder, 'cut.backup');
    const whole = await readFile(register());
    for (const bytes of [whole.subarray(0, whole.length >> 1), Buffer.from('nothing')]) {
      await writeFile(file, bytes);
      const given = { url: target.keyStoreMigratorUrl, kind: 'register', file } as const;
      await expect(restoreBackup(given)).rejects.toMatchObject({ code: 'BACKUP_BAD' });
      await run(target.adminUrl, 'SELECT 1');
    }
  });

  it('of a newer version is refused', async () => {
    const target = await empty();
    const file = await spoiled((text) =>
      text.replace('"migrations":[', '"migrations":[{"name":"0_newer","checksum":"00"},'),
    );
    const given = { url: target.migratorUrl, kind: 'register', file } as const;
    await expect(restoreBackup(given)).rejects.toMatchObject({ code: 'SCHEMA_UNFIT' });
  });
});
