import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What a running server says of itself in `postmaster.pid`. PostgreSQL 15 and 18, src/include/utils/pidfile.h */
export type Postmaster = {
  readonly pid: number;
  /** TCP port on 127.0.0.1; 0 until the server has written it */
  readonly port: number;
  /** The folder of its socket, where it has one. */
  readonly socketFolder: string | undefined;
  readonly isReady: boolean;
};

const LINE = { PID: 0, PORT: 3, SOCKET_FOLDER: 4, STATUS: 7 } as const;

/**
 * The living server of this data folder, or nothing. A file that a crash left behind names a process that is gone, or one
 * that by now is something else.
 * @throws Error of the file system other than a missing file
 */
export async function findPostmaster(cluster: string): Promise<Postmaster | undefined> {
  const text = await readIfThere(postmasterFile(cluster));
  const lines = text?.split('\n') ?? [];
  const pid = Number.parseInt(lines[LINE.PID] ?? '', 10);
  if (!Number.isSafeInteger(pid) || pid <= 0 || !(await serves(pid, cluster))) return undefined;
  const port = Number.parseInt(lines[LINE.PORT] ?? '', 10);
  const socketFolder = lines[LINE.SOCKET_FOLDER]?.trim() ?? '';
  return {
    pid,
    port: Number.isSafeInteger(port) ? port : 0,
    socketFolder: socketFolder === '' ? undefined : socketFolder,
    isReady: lines[LINE.STATUS]?.trim() === 'ready',
  };
}

export function postmasterFile(cluster: string): string {
  return join(cluster, 'postmaster.pid');
}

/** True when the process was started on this data folder: `postgres -D <cluster> …`. proc(5) */
async function serves(pid: number, cluster: string): Promise<boolean> {
  const command = await readIfThere(`/proc/${pid}/cmdline`);
  const words = command?.split('\0') ?? [];
  return words.some((word, index) => word === '-D' && words[index + 1] === cluster);
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    // A process may end between its file being opened and being read.
    if (isCode(cause, 'ENOENT') || isCode(cause, 'ESRCH')) return undefined;
    throw cause;
  }
}

function isCode(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
}
