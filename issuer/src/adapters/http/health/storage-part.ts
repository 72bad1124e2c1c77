import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ReadinessPart } from './readiness.ts';

const MIB = 2 ** 20;
/** Room that each folder has to have: for the largest paper that is taken, and as much again for what goes on beside it. */
export const STORAGE_MIN_BYTES = 40 * MIB;

/** Every folder that the service writes into has room, as the file system says. `detail` has the room of each by its name. */
export function storagePart(folders: Readonly<Record<string, string>>): ReadinessPart {
  return {
    name: 'storage',
    check: async () => {
      const rooms = await Promise.all(
        Object.entries(folders).map(async ([name, folder]) => [name, await roomOf(folder)] as const),
      );
      const ok = rooms.every(([, bytes]) => bytes >= STORAGE_MIN_BYTES);
      const detail = Object.fromEntries(rooms.map(([name, bytes]) => [`${name}FreeMiB`, Math.floor(bytes / MIB)]));
      return { ok, ...(ok ? {} : { code: 'STORAGE_FULL' }), detail };
    },
  };
}

/** Bytes that a process without rights of its own may still write there; of a folder that is not made yet, those around it. */
async function roomOf(folder: string): Promise<number> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch (cause) {
    const isMissing = (cause as { readonly code?: unknown }).code === 'ENOENT';
    if (!isMissing || dirname(folder) === folder) throw cause;
    return roomOf(dirname(folder));
  }
}
