import { constants } from 'node:fs';
import { open, opendir } from 'node:fs/promises';
import { PermitError } from '@residence-permit/shared/errors';

/** Most names that are looked at in one folder; more is not how any office publishes. */
const MAX_NAMES = 4096;

/**
 * The content of a plain file of at most `maxBytes`. The size is looked at before anything is read, and reading stops at
 * the limit although the file grows meanwhile; what is no plain file (a pipe or a device would never end) is refused.
 * @throws PermitError TRUST_TOO_LARGE, STORE_FAILED
 */
export async function readBounded(path: string, maxBytes: number): Promise<Uint8Array> {
  const bytes = await readBoundedIfThere(path, maxBytes);
  if (bytes === undefined) throw new PermitError('STORE_FAILED', { detail: `${path} is missing` });
  return bytes;
}

/** As `readBounded`; nothing when there is no such file. @throws PermitError TRUST_TOO_LARGE, STORE_FAILED */
export async function readBoundedIfThere(path: string, maxBytes: number): Promise<Uint8Array | undefined> {
  try {
    // Without O_NONBLOCK opening a pipe waits for somebody to write into it.
    const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const { size, isPlain } = await handle.stat().then((stat) => ({ size: stat.size, isPlain: stat.isFile() }));
      if (!isPlain) throw new PermitError('STORE_FAILED', { detail: `${path} is no plain file` });
      if (size > maxBytes) throw tooLarge(`${path}: ${size} bytes`);
      const buffer = new Uint8Array(size + 1);
      let length = 0;
      while (length < buffer.length) {
        const { bytesRead } = await handle.read(buffer, length, buffer.length - length, length);
        if (bytesRead === 0) break;
        length += bytesRead;
      }
      if (length > size) throw tooLarge(`${path} grows while it is read`);
      return buffer.slice(0, length);
    } finally {
      await handle.close();
    }
  } catch (cause) {
    if (cause instanceof PermitError) throw cause;
    if (isMissing(cause)) return undefined;
    throw new PermitError('STORE_FAILED', { cause, detail: path });
  }
}

/** The names in a folder, sorted; none when there is no such folder. @throws PermitError TRUST_TOO_LARGE, STORE_FAILED */
export async function listBounded(folder: string): Promise<readonly string[]> {
  const names: string[] = [];
  try {
    for await (const { name } of await opendir(folder)) {
      if (names.length >= MAX_NAMES) throw tooLarge(`${folder}: more than ${MAX_NAMES} names`);
      names.push(name);
    }
  } catch (cause) {
    if (cause instanceof PermitError) throw cause;
    if (isMissing(cause)) return [];
    throw new PermitError('STORE_FAILED', { cause, detail: folder });
  }
  return names.sort();
}

/** Whether a file operation failed because there is no such file or folder. */
export function isMissing(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
}

function tooLarge(detail: string): PermitError {
  return new PermitError('TRUST_TOO_LARGE', { detail });
}
