import { constants } from 'node:fs';
import { type FileHandle, mkdir, open, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { PermitError } from '@residence-permit/shared/errors';

/** Counts the signatures of one key. */
export type UsageCounter = {
  /** How many were begun. @throws PermitError STORE_FAILED */
  used(): Promise<number>;
  /**
   * Counts one more, durably, before it returns.
   * @returns how many there are with this one
   * @throws PermitError SIGNER_CAP_REACHED where it would be more than `limit`; STORE_FAILED
   */
  take(limit: number): Promise<number>;
};

const MARK = Uint8Array.of(0x2e);

/**
 * A counter that is the length of a file: one byte a signature. An append of one byte is whole or not at all, and processes
 * that append at once count each of theirs, so a crash or a race can lose a signature from the allowance, but never give one.
 */
export function makeFileUsageCounter(path: string): UsageCounter {
  const used = async (): Promise<number> => {
    try {
      return (await stat(path)).size;
    } catch (cause) {
      if (isMissing(cause)) return 0;
      throw new PermitError('STORE_FAILED', { cause, detail: path });
    }
  };
  return {
    used,
    async take(limit) {
      if ((await used()) >= limit) throw capReached(path, limit);
      const count = await append(path);
      if (count > limit) throw capReached(path, limit);
      return count;
    },
  };
}

async function append(path: string): Promise<number> {
  try {
    const isNew = await makeFile(path);
    const handle = await open(path, constants.O_WRONLY | constants.O_APPEND);
    try {
      await handle.write(MARK);
      await handle.datasync();
      if (isNew) await syncFolder(dirname(path));
      return (await handle.stat()).size;
    } finally {
      await handle.close();
    }
  } catch (cause) {
    throw new PermitError('STORE_FAILED', { cause, detail: path });
  }
}

/** Makes the file where it is missing; another process may do so at the same time. */
async function makeFile(path: string): Promise<boolean> {
  await mkdir(dirname(path), { recursive: true });
  let handle: FileHandle;
  try {
    handle = await open(path, 'ax', 0o600);
  } catch (cause) {
    if (typeof cause === 'object' && cause !== null && 'code' in cause && cause.code === 'EEXIST') return false;
    throw cause;
  }
  await handle.close();
  return true;
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function capReached(path: string, limit: number): PermitError {
  return new PermitError('SIGNER_CAP_REACHED', { detail: `${limit} signatures, counted in ${path}` });
}

function isMissing(cause: unknown): boolean {
  return typeof cause === 'object' && cause !== null && 'code' in cause && cause.code === 'ENOENT';
}
