import { stat } from 'node:fs/promises';
import { PermitError } from '@residence-permit/shared/errors';
import { Client } from 'pg';
import type { RolePasswords } from '../roles/database-roles.ts';
import { createCluster } from './create-cluster.ts';
import { type EmbeddedFolder, embeddedFolder } from './embedded-folder.ts';
import { bundledEngine, type Engine } from './engine.ts';
import { engineUser, requireReachable } from './engine-user.ts';
import { withFolderLock } from './folder-lock.ts';
import { type EmbeddedPasswords, readPasswords } from './passwords.ts';
import { findPostmaster, type Postmaster } from './postmaster-file.ts';
import { type ServerSettings, startPostmaster } from './start-postmaster.ts';
import { stopPostmaster } from './stop-postmaster.ts';

/** A server of ours that runs and is held: it is not stopped before `close`. */
export type EmbeddedServer = {
  readonly how: 'started' | 'attached';
  /** TCP port on 127.0.0.1 */
  readonly port: number;
  /** Where a role logs in; holds its password. */
  readonly url: (role: keyof EmbeddedPasswords, database: string) => string;
  /** of the three roles, for whoever provisions databases on it */
  readonly passwords: RolePasswords;
  readonly close: () => Promise<void>;
};

/** What becomes of the server when the last process that holds it lets go. */
export type LastOneOut = 'stops' | 'leaves-running';

const WAIT_MS = 60_000;
/** Session-level advisory lock in the database `postgres` that every holder shares. */
const HOLDERS = 0x7065_726d;

/**
 * Opens the embedded database of a folder: makes it where there is none, starts its server or attaches to the running one,
 * whoever started that. Each process holds it by a session with a shared advisory lock, which ends with the process; who
 * lets go and finds nobody else stops the server. After a crash of all holders it goes on running, and the next one attaches.
 * @throws PermitError DATABASE_START_FAILED
 */
export async function openEmbeddedServer(given: {
  readonly folder: string;
  readonly lastOneOut: LastOneOut;
  readonly engine?: Engine;
  readonly settings?: ServerSettings;
}): Promise<EmbeddedServer> {
  const files = embeddedFolder(given.folder);
  const { how, server, passwords, holder } = await withFolderLock(files.folder, WAIT_MS, () => enter(files, given));
  const { port, socketFolder } = server;
  // A socket takes less of the processor than TCP, and an address names both.
  const query = socketFolder === undefined ? '' : `?host=${encodeURIComponent(socketFolder)}`;
  const url = (role: keyof EmbeddedPasswords, database: string) =>
    `postgresql://${role}:${passwords[role]}@127.0.0.1:${port}/${database}${query}`;
  const close = () =>
    given.lastOneOut === 'stops' ? withFolderLock(files.folder, WAIT_MS, () => leave(files, holder)) : holder.end();
  const { postgres: _superuser, ...ofRoles } = passwords;
  return { how, port, url, passwords: ofRoles, close };
}

/**
 * Stops the server of a folder whoever holds it; nothing happens where none runs.
 * @throws PermitError DATABASE_START_FAILED
 */
export async function stopEmbeddedServer(folder: string): Promise<void> {
  const files = embeddedFolder(folder);
  if (!(await isThere(files.cluster))) return;
  await withFolderLock(files.folder, WAIT_MS, () => stopPostmaster(files.cluster, WAIT_MS));
}

async function enter(
  files: EmbeddedFolder,
  given: { readonly engine?: Engine; readonly settings?: ServerSettings },
): Promise<{
  readonly how: EmbeddedServer['how'];
  readonly server: Postmaster;
  readonly passwords: EmbeddedPasswords;
  readonly holder: Client;
}> {
  const engine = given.engine ?? (await bundledEngine());
  const user = engineUser();
  if (!(await isThere(files.cluster))) {
    requireReachable(engine.initdb, user);
    const sync = given.settings?.['fsync'] === 'off' ? 'unsynced' : 'synced';
    await createCluster({ target: files.folder, engine, user, sync });
  }
  const passwords = await readPasswords(files.passwords);
  const running = await findPostmaster(files.cluster);
  if (running?.isReady === true) {
    const holder = await hold(running, passwords).catch(() => undefined);
    if (holder !== undefined) return { how: 'attached', server: running, passwords, holder };
  }
  // Under the folder's lock nobody else starts or stops it: one that is not ready was left by a crash of its starter.
  await stopPostmaster(files.cluster, WAIT_MS);
  for (const path of [engine.postgres, files.folder]) requireReachable(path, user);
  const server = await startPostmaster({ files, engine, user, settings: given.settings ?? {}, waitMs: WAIT_MS });
  return { how: 'started', server, passwords, holder: await hold(server, passwords) };
}

async function leave(files: EmbeddedFolder, holder: Client): Promise<void> {
  const isLast = await letGo(holder);
  await holder.end().catch(() => undefined);
  if (isLast) await stopPostmaster(files.cluster, WAIT_MS);
}

async function hold({ port }: Postmaster, { postgres }: EmbeddedPasswords): Promise<Client> {
  const holder = new Client({ host: '127.0.0.1', port, user: 'postgres', password: postgres, database: 'postgres' });
  // A server that ends takes its sessions with it; whoever uses the database learns it there.
  holder.on('error', () => undefined);
  try {
    await holder.connect();
    await holder.query("SET application_name = 'permit-holder'");
    await holder.query('SELECT pg_advisory_lock_shared($1)', [HOLDERS]);
  } catch (cause) {
    throw new PermitError('DATABASE_START_FAILED', { cause, detail: `no login at port ${port}` });
  }
  return holder;
}

/** True when nobody else holds the server. A holder whose session is gone cannot tell, and then the server is gone or lost. */
async function letGo(holder: Client): Promise<boolean> {
  try {
    await holder.query('SELECT pg_advisory_unlock_shared($1)', [HOLDERS]);
    const { rows } = await holder.query<{ readonly last: boolean }>('SELECT pg_try_advisory_lock($1) AS last', [
      HOLDERS,
    ]);
    return rows[0]?.last === true;
  } catch {
    return false;
  }
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
