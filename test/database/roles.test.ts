import {
  DATABASE_ROLES,
  keyStoreVersion,
  migrateKeyStore,
  openDatabase,
  provisionDatabase,
  withDatabase,
  withSession,
} from '@residence-permit/issuer/database';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aDatabase, theServer, type TestDatabase } from '../builders/a-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await aDatabase();
});
afterAll(() => database.close());

function run(url: string, sql: string): Promise<readonly Record<string, unknown>[]> {
  return withSession({ url, role: undefined }, async (client) => (await client.query(sql)).rows);
}

const OWNERS = `
  SELECT DISTINCT pg_get_userbyid(relowner) AS owner FROM pg_class
  JOIN pg_namespace n ON n.oid = relnamespace WHERE nspname IN ('public', 'pgboss')
  UNION SELECT pg_get_userbyid(proowner) FROM pg_proc JOIN pg_namespace n ON n.oid = pronamespace
  WHERE nspname IN ('public', 'pgboss')
  UNION SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = current_database()`;

describe('the roles', () => {
  it('leave everything to the migrator', async () => {
    expect(await run(database.migratorUrl, OWNERS)).toEqual([{ owner: 'permit_migrator' }]);
    expect(await run(database.keyStoreMigratorUrl, OWNERS)).toEqual([{ owner: 'permit_migrator' }]);
  });

  it('have no power beyond their tables', async () => {
    const rows = await run(
      database.adminUrl,
      `SELECT rolname FROM pg_roles WHERE rolname LIKE 'permit\\_%'
       AND NOT (rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls) ORDER BY 1`,
    );
    expect(rows).toEqual([...DATABASE_ROLES].sort().map((rolname) => ({ rolname })));
  });

  it('let the service make no table, change none and not become another', async () => {
    for (const sql of [
      'CREATE TABLE public.mine (id int)',
      'ALTER TABLE public.office ADD COLUMN mine int',
      'DROP TABLE public.office',
      'TRUNCATE public.office',
      'SET ROLE permit_migrator',
      'CREATE SCHEMA mine',
    ]) {
      await expect(run(database.url, sql), sql).rejects.toMatchObject({ code: '42501' });
    }
  });

  it('let the auditor write nothing at all', async () => {
    const rows = await run(
      database.adminUrl,
      `SELECT relname FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace
       WHERE nspname IN ('public', 'pgboss') AND relkind IN ('r', 'p')
       AND has_table_privilege('permit_auditor', pg_class.oid, 'INSERT, UPDATE, DELETE, TRUNCATE')`,
    );
    expect(rows).toEqual([]);
  });

  it('keep the auditor out of the key store', async () => {
    const auditor = withDatabase(database.auditorUrl, new URL(database.keyStoreUrl).pathname.slice(1));
    expect(await run(database.auditorUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    const server = await theServer();
    const keyStore = new URL(database.keyStoreUrl).pathname.slice(1);
    await provisionDatabase({
      adminUrl: server.url('postgres', keyStore),
      kind: 'key-store',
      passwords: server.passwords,
    });
    await server.close();
    await expect(run(auditor, 'SELECT 1')).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
  });

  it('are taken on by a user that is a member of them', async () => {
    const { prisma, close } = openDatabase({ url: database.adminUrl });
    expect(await prisma.$queryRaw`SELECT current_user::text AS name`).toEqual([{ name: 'permit_service' }]);
    await close();
  });

  it('get new passwords without the old ones being known', async () => {
    const passwords = (await theServer()).passwords;
    await provisionDatabase({ adminUrl: database.adminUrl, kind: 'register', passwords });
    expect(await run(database.url, 'SELECT current_user::text AS name')).toEqual([{ name: 'permit_service' }]);
  });
});

describe('the key store', () => {
  it('is one table that the service works in', async () => {
    const id = '0b6f2a58-3f0e-4d57-9a0c-2f1a54e3c001';
    await run(database.keyStoreUrl, `INSERT INTO person_key (person_id, wrapped_key) VALUES ('${id}', '\\x0102')`);
    const kept = await run(database.keyStoreUrl, 'SELECT person_id, wrapped_key FROM person_key');
    expect(kept).toEqual([{ person_id: id, wrapped_key: Buffer.from([1, 2]) }]);
    await run(database.keyStoreUrl, `DELETE FROM person_key WHERE person_id = '${id}'`);
    await expect(run(database.keyStoreUrl, 'DROP TABLE person_key')).rejects.toMatchObject({ code: '42501' });
  });

  it('knows its version, and a newer one is refused', async () => {
    const url = database.keyStoreMigratorUrl;
    expect(await withSession({ url, role: undefined }, keyStoreVersion)).toBe(1);
    expect(await migrateKeyStore({ url })).toEqual({ from: 1, to: 1 });
    await run(url, 'UPDATE key_store_version SET version = 99');
    await expect(migrateKeyStore({ url })).rejects.toMatchObject({ code: 'SCHEMA_UNFIT' });
    await run(url, 'UPDATE key_store_version SET version = 1');
  });
});
