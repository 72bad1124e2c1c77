import { join, resolve } from 'node:path';
import { migrateKeyStore } from '../key-store/migrate-key-store.ts';
import { migrate } from '../migrations/migrate.ts';
import { provisionDatabase } from '../roles/provision-database.ts';
import { withSession } from '../connect.ts';
import { type EmbeddedServer, openEmbeddedServer } from './embedded-server.ts';

/** Addresses of an embedded database that is up to date; each holds a password. */
export type EmbeddedDatabase = {
  readonly how: EmbeddedServer['how'];
  /** register, as `permit_service`, `permit_auditor` and `permit_migrator` */
  readonly url: string;
  readonly auditorUrl: string;
  readonly migratorUrl: string;
  /** key store, as `permit_service` and `permit_migrator` */
  readonly keyStoreUrl: string;
  readonly keyStoreMigratorUrl: string;
  /** lets go of the server; the last one stops it */
  readonly close: () => Promise<void>;
};

const REGISTER = 'permit';
const KEY_STORE = 'permit_keys';

/** What is done beside starting the server: both databases are made, or besides brought up to this software. */
export type Preparation = 'provisioned' | 'migrated';

/**
 * Opens the embedded database of a folder and brings it up to this software: server, roles, both databases, migrations.
 * @throws PermitError DATABASE_START_FAILED, MIGRATION_FAILED, SCHEMA_UNFIT
 */
export async function openEmbeddedDatabase(given: {
  readonly folder: string;
  readonly preparation?: Preparation;
}): Promise<EmbeddedDatabase> {
  const server = await openEmbeddedServer({ folder: join(resolve(given.folder), 'server'), lastOneOut: 'stops' });
  const urls = {
    url: server.url('permit_service', REGISTER),
    auditorUrl: server.url('permit_auditor', REGISTER),
    migratorUrl: server.url('permit_migrator', REGISTER),
    keyStoreUrl: server.url('permit_service', KEY_STORE),
    keyStoreMigratorUrl: server.url('permit_migrator', KEY_STORE),
  };
  try {
    await provisionMissing(server);
    if (given.preparation !== 'provisioned')
      await Promise.all([migrate({ url: urls.migratorUrl }), migrateKeyStore({ url: urls.keyStoreMigratorUrl })]);
  } catch (cause) {
    await server.close();
    throw cause;
  }
  return { how: server.how, ...urls, close: server.close };
}

/** The passwords of an embedded database never change, so what is there is right. */
async function provisionMissing(server: EmbeddedServer): Promise<void> {
  const { rows } = await withSession({ url: server.url('postgres', 'postgres'), role: undefined }, (client) =>
    client.query<{ readonly datname: string }>('SELECT datname FROM pg_database WHERE datname = ANY($1)', [
      [REGISTER, KEY_STORE],
    ]),
  );
  if (rows.length === 2) return;
  const passwords = server.passwords;
  await provisionDatabase({ adminUrl: server.url('postgres', REGISTER), kind: 'register', passwords });
  await provisionDatabase({ adminUrl: server.url('postgres', KEY_STORE), kind: 'key-store', passwords });
}
