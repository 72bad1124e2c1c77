import { randomUUID } from 'node:crypto';
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
  return copies(await templates());
}

/** The same without a table: roles and empty databases, for tests of the migrations themselves. */
export async function anEmptyDatabase(): Promise<TestDatabase> {
  return copies({ register: undefined, keyStore: undefined });
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

type Templates = { readonly register: string | undefined; readonly keyStore: string | undefined };

async function copies({ register, keyStore }: Templates): Promise<TestDatabase> {
  const server = await theServer();
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const keys = `${name}_keys`;
  await asSuperuser(server, async (query) => {
    for (const [copy, template] of [
      [name, register],
      [keys, keyStore],
    ] as const) {
      if (template !== undefined) await query(`CREATE DATABASE ${copy} TEMPLATE ${template} OWNER permit_migrator`);
    }
  });
  await provision(server, name, keys);
  const close = async () => {
    await asSuperuser(server, async (query) => {
      for (const copy of [name, keys]) await query(`DROP DATABASE IF EXISTS ${copy} WITH (FORCE)`);
    });
    await server.close();
  };
  return {
    url: server.url('permit_service', name),
    auditorUrl: server.url('permit_auditor', name),
    migratorUrl: server.url('permit_migrator', name),
    adminUrl: server.url('postgres', name),
    keyStoreUrl: server.url('permit_service', keys),
    keyStoreMigratorUrl: server.url('permit_migrator', keys),
    keyStoreAdminUrl: server.url('postgres', keys),
    close,
  };
}

/** Named after what is in them, so that a migration that changes while tests are watched makes new ones. */
async function templates(): Promise<Templates> {
  const migrations = await readMigrations(MIGRATIONS_FOLDER);
  const newest = migrations
    .map(({ checksum }) => checksum.slice(0, 6))
    .join('')
    .slice(-40);
  const made = { register: `template_${newest}`, keyStore: `template_${newest}_keys` };
  const server = await theServer();
  try {
    await asSuperuser(server, async (query) => {
      await query(`SELECT pg_advisory_lock(${TEMPLATES})`);
      const found = await query(`SELECT FROM pg_database WHERE datname = '${made.register}' AND datistemplate`);
      if (found > 0) return;
      await provision(server, made.register, made.keyStore);
      await migrate({ url: server.url('permit_migrator', made.register) });
      await migrateKeyStore({ url: server.url('permit_migrator', made.keyStore) });
      for (const name of [made.keyStore, made.register]) await query(`ALTER DATABASE ${name} IS_TEMPLATE true`);
    });
  } finally {
    await server.close();
  }
  return made;
}

async function provision(server: EmbeddedServer, register: string, keyStore: string): Promise<void> {
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
