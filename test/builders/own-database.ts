import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  debianEngine,
  migrate,
  migrateKeyStore,
  openEmbeddedServer,
  provisionDatabase,
} from '@residence-permit/issuer/database';

/** The engine inside the package, or the server that Debian installs: both with fsync, as they are delivered. */
export type OwnEngine = 'embedded' | 'postgres';

/**
 * A migrated, empty database on a server of its own; `close` stops it and removes its folder.
 * @param parent where the folder is made
 */
export async function ownDatabase(engine: OwnEngine, parent: string = tmpdir()) {
  const folder = await mkdtemp(join(parent, 'permit-own-'));
  // The server runs as another user than root.
  await chmod(folder, 0o755);
  const server = await openEmbeddedServer({
    folder: join(folder, 'server'),
    lastOneOut: 'stops',
    ...(engine === 'postgres' ? { engine: await debianEngine(15) } : {}),
  });
  const { passwords } = server;
  await provisionDatabase({ adminUrl: server.url('postgres', REGISTER), kind: 'register', passwords });
  await provisionDatabase({ adminUrl: server.url('postgres', KEY_STORE), kind: 'key-store', passwords });
  await migrate({ url: server.url('permit_migrator', REGISTER) });
  await migrateKeyStore({ url: server.url('permit_migrator', KEY_STORE) });
  return {
    url: server.url('permit_service', REGISTER),
    adminUrl: server.url('postgres', REGISTER),
    keyStoreUrl: server.url('permit_service', KEY_STORE),
    close: async () => {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const REGISTER = 'permit';
const KEY_STORE = 'permit_keys';
