import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  isUpToDate,
  migrate,
  MIGRATIONS_FOLDER,
  migrationStatus,
  readMigrations,
  withSession,
} from '@residence-permit/issuer/database';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anEmptyDatabase, type TestDatabase } from '../builders/a-database.ts';

const opened: TestDatabase[] = [];
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'permit-migrations-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  for (const database of opened) await database.close();
});

async function empty(): Promise<TestDatabase> {
  const database = await anEmptyDatabase();
  opened.push(database);
  return database;
}

/** A folder of migrations made for one test. */
async function steps(name: string, files: Readonly<Record<string, string>>): Promise<string> {
  for (const [step, sql] of Object.entries(files)) {
    await mkdir(join(folder, name, step), { recursive: true });
    await writeFile(join(folder, name, step, 'migration.sql'), sql);
  }
  return join(folder, name);
}

const asMigrator = <Value>(url: string, sql: string): Promise<readonly Value[]> =>
  withSession({ url, role: 'permit_migrator' }, async (client) => (await client.query(sql)).rows as readonly Value[]);

async function statusOf(url: string, from: string) {
  const migrations = await readMigrations(from);
  return withSession({ url, role: 'permit_service' }, (client) => migrationStatus(client, migrations));
}

const ONE = { '1_make-a': 'CREATE TABLE a (id int PRIMARY KEY);' };

describe('migrating', () => {
  it('applies what comes with this software, once, and the service can tell', async () => {
    const { migratorUrl, url } = await empty();
    const names = (await readMigrations(MIGRATIONS_FOLDER)).map(({ name }) => name);
    expect(await migrate({ url: migratorUrl })).toEqual(names);
    expect(await migrate({ url: migratorUrl })).toEqual([]);
    const status = await statusOf(url, MIGRATIONS_FOLDER);
    expect(status.applied).toEqual(names);
    expect(isUpToDate(status)).toBe(true);
  });

  it('is safe for several at once', async () => {
    const { migratorUrl } = await empty();
    const from = await steps('several', ONE);
    const all = await Promise.all(Array.from({ length: 4 }, () => migrate({ url: migratorUrl, folder: from })));
    expect(all.flat()).toEqual(['1_make-a']);
  });

  it('records one that fails, leaves nothing of it, and refuses to go on', async () => {
    const { migratorUrl, url } = await empty();
    const from = await steps('failing', {
      ...ONE,
      '2_break': `CREATE TABLE b (id int); DO $$ BEGIN RAISE EXCEPTION 'no; not this'; END $$;`,
      '3_make-c': 'CREATE TABLE c (id int);',
    });
    await expect(migrate({ url: migratorUrl, folder: from })).rejects.toMatchObject({ code: 'MIGRATION_FAILED' });
    expect(await asMigrator(migratorUrl, `SELECT to_regclass('a') AS a, to_regclass('b') AS b`)).toEqual([
      { a: 'a', b: null },
    ]);
    expect((await statusOf(url, from)).failed).toEqual(['2_break']);
    await expect(migrate({ url: migratorUrl, folder: from })).rejects.toMatchObject({ code: 'MIGRATION_FAILED' });
    expect(await asMigrator(migratorUrl, `SELECT to_regclass('c') AS c`)).toEqual([{ c: null }]);
  });

  it('refuses a step that was changed after it was applied', async () => {
    const { migratorUrl } = await empty();
    await migrate({ url: migratorUrl, folder: await steps('changed', ONE) });
    const changed = await steps('changed', { '1_make-a': 'CREATE TABLE a (id bigint PRIMARY KEY);' });
    await expect(migrate({ url: migratorUrl, folder: changed })).rejects.toMatchObject({ code: 'SCHEMA_UNFIT' });
  });

  it('refuses a database of a newer version', async () => {
    const { migratorUrl, url } = await empty();
    await migrate({
      url: migratorUrl,
      folder: await steps('newer', { ...ONE, '2_make-b': 'CREATE TABLE b (id int);' }),
    });
    const older = await steps('older', ONE);
    await expect(migrate({ url: migratorUrl, folder: older })).rejects.toMatchObject({ code: 'SCHEMA_UNFIT' });
    expect(isUpToDate(await statusOf(url, older))).toBe(false);
  });

  it('takes a database along with what is in it', async () => {
    const { migratorUrl } = await empty();
    const before = await steps('before', ONE);
    await migrate({ url: migratorUrl, folder: before });
    await asMigrator(migratorUrl, `INSERT INTO a SELECT generate_series(1, 1000)`);
    const after = await steps('after', {
      ...ONE,
      '2_name': `ALTER TABLE a ADD COLUMN name text NOT NULL DEFAULT '示例';
                 UPDATE a SET name = '样本' WHERE id % 2 = 0;`,
    });
    expect(await migrate({ url: migratorUrl, folder: after })).toEqual(['2_name']);
    expect(
      await asMigrator(migratorUrl, 'SELECT name, count(*)::int AS n FROM a GROUP BY name ORDER BY n, name'),
    ).toEqual(
      [
        { name: '样本', n: 500 },
        { name: '示例', n: 500 },
      ].sort((one, other) => (one.name < other.name ? -1 : 1)),
    );
  });

  it('takes an office along from the first version and from the one before this', async () => {
    const all = (await readMigrations(MIGRATIONS_FOLDER)).map(({ name }) => name);
    for (const count of new Set([1, all.length - 1])) {
      const { migratorUrl, url } = await empty();
      expect(await migrate({ url: migratorUrl, count })).toEqual(all.slice(0, count));
      await asMigrator(migratorUrl, `INSERT INTO office (id, name, jurisdiction) VALUES ('north', '样本', '800000')`);
      expect(await migrate({ url: migratorUrl })).toEqual(all.slice(count));
      expect(await asMigrator(migratorUrl, 'SELECT id, name FROM office')).toEqual([{ id: 'north', name: '样本' }]);
      expect(isUpToDate(await statusOf(url, MIGRATIONS_FOLDER))).toBe(true);
    }
  });

  it('says so when there is no login', async () => {
    const { migratorUrl } = await empty();
    const wrong = new URL(migratorUrl);
    wrong.password = 'wrong';
    await expect(migrate({ url: wrong.href })).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
  });
});
