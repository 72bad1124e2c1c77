import { createHash } from 'node:crypto';
import { mkdir, realpath } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname, basename, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { PermitError } from '@residence-permit/shared/errors';

const RETRY_MS = 15;

/**
 * Runs `work` while no other process of this machine is inside the same folder's lock. The lock is an abstract socket
 * (unix(7)), so that it ends with its process however that ends, and no file is left to be judged.
 * @throws PermitError DATABASE_START_FAILED after `waitMs` milliseconds in vain
 */
export async function withFolderLock<Value>(
  folder: string,
  waitMs: number,
  work: () => Promise<Value>,
): Promise<Value> {
  const path = join(await madeFolder(dirname(folder)), basename(folder));
  const name = `permit-database-${createHash('sha256').update(path).digest('hex')}`;
  const unlock = await lock(name, performance.now() + waitMs);
  if (unlock === undefined) {
    throw new PermitError('DATABASE_START_FAILED', { detail: `another process is starting or stopping ${folder}` });
  }
  try {
    return await work();
  } finally {
    await unlock();
  }
}

/** The same folder by whatever path it is called. */
async function madeFolder(path: string): Promise<string> {
  try {
    await mkdir(path, { recursive: true });
    return await realpath(path);
  } catch (cause) {
    throw new PermitError('DATABASE_START_FAILED', { cause, detail: `cannot make ${path}` });
  }
}

async function lock(name: string, until: number): Promise<(() => Promise<void>) | undefined> {
  while (performance.now() < until) {
    const unlock = await tryLock(name);
    if (unlock !== undefined) return unlock;
    await pause(RETRY_MS);
  }
  return undefined;
}

function tryLock(name: string): Promise<(() => Promise<void>) | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', (cause) => {
      if ('code' in cause && cause.code === 'EADDRINUSE') resolve(undefined);
      else reject(cause);
    });
    server.listen({ path: `\0${name}` }, () => {
      resolve(() => new Promise((closed) => void server.close(() => closed())));
    });
  });
}
