import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, readdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { PermitError } from '@residence-permit/shared/errors';
import type { EmbeddedFolder } from './embedded-folder.ts';
import type { Engine } from './engine.ts';
import type { EngineUser } from './engine-user.ts';
import { findPostmaster, type Postmaster, postmasterFile } from './postmaster-file.ts';

/** Settings of the server by their PostgreSQL names. */
export type ServerSettings = Readonly<Record<string, string>>;

const POLL_MS = 5;
const PORT_TRIES = 5;
/** unix(7): `sun_path` has 108 bytes, the last of them 0. */
const MAX_SOCKET_PATH_BYTES = 107;

/** Loopback, besides a socket in the data folder; nothing that a person typed reaches the log, neither by a statement nor by the detail of an error. */
const SETTINGS: ServerSettings = {
  listen_addresses: '127.0.0.1',
  max_connections: '200',
  timezone: 'UTC',
  log_timezone: 'UTC',
  lc_messages: 'C',
  jit: 'off',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
};

/**
 * Starts the server of a data folder that has none, on a free port, and waits until it takes connections.
 * It is a process group of its own: a key pressed in the terminal reaches us, and we stop it in order.
 * @throws PermitError DATABASE_START_FAILED
 */
export async function startPostmaster(given: {
  readonly files: EmbeddedFolder;
  readonly engine: Engine;
  readonly user: EngineUser;
  readonly settings: ServerSettings;
  readonly waitMs: number;
}): Promise<Postmaster> {
  await removeLeftovers(given.files);
  for (let tries = 1; ; tries += 1) {
    const child = await launch(given);
    const started = await waitUntilReady(child, given.files.cluster, performance.now() + given.waitMs);
    child.unref();
    if (started !== undefined) return started;
    const said = (await readFile(given.files.log, 'utf8')).trim();
    if (tries < PORT_TRIES && said.includes('Address already in use')) continue;
    throw new PermitError('DATABASE_START_FAILED', { detail: said.slice(-1000) });
  }
}

/**
 * Files of a server that crashed, its socket among them: the engine itself believes them as long as some process, whichever,
 * has the number that they name.
 */
async function removeLeftovers({ cluster }: EmbeddedFolder): Promise<void> {
  const sockets = (await readdir(cluster)).filter((name) => name.startsWith('.s.PGSQL.'));
  const paths = [postmasterFile(cluster), ...sockets.map((name) => join(cluster, name))];
  for (const path of paths) await rm(path, { force: true });
}

async function launch({ files, engine, user, settings }: Parameters<typeof startPostmaster>[0]): Promise<ChildProcess> {
  const log = await open(files.log, 'w', 0o600);
  const port = String(await freePort());
  const all = Object.entries({ ...SETTINGS, unix_socket_directories: socketFolderOf(files), ...settings, port });
  try {
    const child = spawn(
      engine.postgres,
      ['-D', files.cluster, ...all.flatMap(([name, value]) => ['-c', `${name}=${value}`])],
      { ...user, cwd: '/', detached: true, stdio: ['ignore', log.fd, log.fd] },
    );
    child.on('error', () => undefined);
    return child;
  } finally {
    await log.close();
  }
}

/** The data folder, which nobody else can open; nothing where its path leaves no room for the name of a socket. */
function socketFolderOf({ cluster }: EmbeddedFolder): string {
  return Buffer.byteLength(`${cluster}/.s.PGSQL.65535`) > MAX_SOCKET_PATH_BYTES ? '' : cluster;
}

async function waitUntilReady(child: ChildProcess, cluster: string, until: number): Promise<Postmaster | undefined> {
  while (child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
    const found = await findPostmaster(cluster);
    if (found?.pid === child.pid && found.isReady && found.port > 0) return found;
    if (performance.now() > until) {
      child.kill('SIGQUIT');
      return undefined;
    }
    await pause(POLL_MS);
  }
  return undefined;
}

/** A port that nobody has now; somebody may take it before the server does, so the caller tries again. */
async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  await new Promise<void>((resolve) => void server.close(() => resolve()));
  return typeof address === 'object' && address !== null ? address.port : 0;
}
