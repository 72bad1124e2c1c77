import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { PermitError } from '@residence-permit/shared/errors';

const LOCK_TRIES = 100;
const LOCK_WAIT_MS = 50;

/**
 * Takes a lock file that names its holder's process, and answers how to give it back. The file is written under another name
 * first, so that it never stands there without a number, whatever moment its writer is killed at.
 * @throws PermitError STORE_FAILED when another living process keeps the lock
 */
export async function lockFile(path: string): Promise<() => Promise<void>> {
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.${randomUUID()}`;
  try {
    await writeFile(draft, `${process.pid} ${randomUUID()}`, { flag: 'wx', mode: 0o600 });
    for (let tries = 0; tries < LOCK_TRIES; tries += 1) {
      if (await take(draft, path)) return () => rm(path, { force: true });
      const holder = await readFile(path, 'utf8').catch(() => undefined);
      if (holder === undefined) continue;
      if (isAbandoned(holder)) await removeAbandoned({ path, holder, draft });
      else await new Promise((resolve) => setTimeout(resolve, LOCK_WAIT_MS));
    }
  } catch (cause) {
    throw cause instanceof PermitError ? cause : new PermitError('STORE_FAILED', { cause, detail: path });
  } finally {
    await rm(draft, { force: true });
  }
  throw new PermitError('STORE_FAILED', { detail: `locked by another process: ${path}` });
}

/** A file system gives one name to one file only. link(2) */
async function take(draft: string, path: string): Promise<boolean> {
  try {
    await link(draft, path);
    return true;
  } catch (cause) {
    if (isCode(cause, 'EEXIST')) return false;
    throw cause;
  }
}

/** True when the process that the lock names is gone, or when it names none. */
function isAbandoned(holder: string): boolean {
  const pid = Number.parseInt(holder, 10);
  if (!Number.isSafeInteger(pid) || pid <= 0) return true;
  try {
    process.kill(pid, 0);
    return false;
  } catch (cause) {
    return isCode(cause, 'ESRCH');
  }
}

/**
 * Takes an abandoned lock away, one process at a time: under a second lock, and only if the first is still the one that was
 * seen. A lock that stands can be replaced by nobody else, and who held it is gone.
 */
async function removeAbandoned({ path, holder, draft }: Record<'path' | 'holder' | 'draft', string>): Promise<void> {
  const guard = `${path}.takeover`;
  if (!(await take(draft, guard))) {
    const other = await readFile(guard, 'utf8').catch(() => undefined);
    if (other !== undefined && isAbandoned(other)) await rm(guard, { force: true });
    return;
  }
  try {
    const now = await readFile(path, 'utf8').catch(() => undefined);
    if (now === holder) await rm(path, { force: true });
  } finally {
    await rm(guard, { force: true });
  }
}

function isCode(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
}
