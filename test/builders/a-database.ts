import { createHash, randomUUID } from 'node:crypto';
import {
  debianEngine,
  type EmbeddedServer,
  migrate,
  migrateKeyStore,
  openEmbeddedServer,
  provisionDatabase,
  readMigrations,
  MIGRATIONS_FOLDER,
  withSession,
} from '@residence-permit/issuer/database';
import { inject } from 'vitest';
import type { TestServer } from './database-server.ts';

/** Addresses of one register and one key store that nobody else uses; each with its password. */
export type TestDatabase = {
  /** register, as `permit_service`, `permit_auditor`, `permit_migrator` and the superuser */
  readonly url: string;
  readonly auditorUrl: string;
  readonly migratorUrl: string;
  readonly adminUrl: string;
  /** key store, as `permit_service`, `permit_migrator` and the superuser */
  readonly keyStoreUrl: string;
  readonly keyStoreMigratorUrl: string;
  readonly keyStoreAdminUrl: string;
  /** drops both, whoever is still connected */
  readonly close: () => Promise<void>;
};

/** Of a server that lives as long as one run of the tests: a power cut would lose nothing that matters. */
const SETTINGS = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

/** One template at a time. */
const TEMPLATES = 0x7465_6d70;

/**
 * A migrated, empty database with its key store: copies of templates, which the first caller of a run makes. One a test file.
 */
export async function aDatabase(): Promise<TestDatabase> {
  const server = await theServer();
  const made = await templates(server);
  const names = newNames();
  await asSuperuser(server, async (query) => {
    await query(`CREATE DATABASE ${names.register} TEMPLATE ${made.register} OWNER permit_migrator`);
    await query(`CREATE DATABASE ${names.keyStore} TEMPLATE ${made.keyStore} OWNER permit_migrator`);
  });
  return addresses(server, names);
}

/** The same without a table: roles and empty databases, for tests of the migrations themselves. */
export async function anEmptyDatabase(): Promise<TestDatabase> {
  const server = await theServer();
  const names = newNames();
  await provision(server, names);
  return addresses(server, names);
}

/** The server of this run; it goes on when the caller closes it. */
export async function theServer(): Promise<EmbeddedServer> {
  const { folder, engine }: TestServer = inject('testServer');
  return openEmbeddedServer({
    folder,
    lastOneOut: 'leaves-running',
    settings: SETTINGS,
    ...(engine === 'bundled' ? {} : { engine: await debianEngine(engine) }),
  });
}

type Names = { readonly register: string; readonly keyStore: string };

function newNames(): Names {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  return { register: name, keyStore: `${name}_keys` };
}

function addresses(server: EmbeddedServer, { register, keyStore }: Names): TestDatabase {
  const close = async () => {
    await asSuperuser(server, async (query) => {
      for (const name of [register, keyStore]) await query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    });
    await server.close();
  };
  return {
    url: server.url('permit_service', register),
    auditorUrl: server.url('permit_auditor', register),
    migratorUrl: server.url('permit_migrator', register),
    adminUrl: server.url('postgres', register),
    keyStoreUrl: server.url('permit_service', keyStore),
    keyStoreMigratorUrl: server.url('permit_migrator', keyStore),
    keyStoreAdminUrl: server.url('postgres', keyStore),
    close,
  };
}

/** Named after what is in them, so that a migration that changes while tests are watched makes new ones. */
async function templates(server: EmbeddedServer): Promise<Names> {
  const migrations = await readMigrations(MIGRATIONS_FOLDER);
  const content = createHash('sha256').update(migrations.map(({ checksum }) => checksum).join());
  const register = `template_${content.digest('hex').slice(0, 24)}`;
  const names = { register, keyStore: `${register}_keys` };
  await asSuperuser(server, async (query) => {
    await query(`SELECT pg_advisory_lock(${TEMPLATES})`);
    const found = await query(`SELECT FROM pg_database WHERE datname = '${names.register}' AND datistemplate`);
    if (found > 0) return;
    await provision(server, names);
    await migrate({ url: server.url('permit_migrator', names.register) });
    await migrateKeyStore({ url: server.url('permit_migrator', names.keyStore) });
    for (const name of [names.keyStore, names.register]) await query(`ALTER DATABASE ${name} IS_TEMPLATE true`);
  });
  return names;
}

async function provision(server: EmbeddedServer, { register, keyStore }: Names): Promise<void> {
  const { passwords } = server;
  await provisionDatabase({ adminUrl: server.url('postgres', register), kind: 'register', passwords });
  await provisionDatabase({ adminUrl: server.url('postgres', keyStore), kind: 'key-store', passwords });
}

function asSuperuser(
  server: EmbeddedServer,
  work: (query: (sql: string) => Promise<number>) => Promise<void>,
): Promise<void> {
  return withSession({ url: server.url('postgres', 'postgres'), role: undefined }, (client) =>
    work(async (sql) => (await client.query(sql)).rowCount ?? 0),
  );
}
