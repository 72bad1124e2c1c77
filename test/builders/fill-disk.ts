import { closeSync, openSync, writeSync } from 'node:fs';

const CHUNK = new Uint8Array(64 * 1024);

/** Writes a file until its file system says that there is no room. @throws Error of the file system other than that */
export function fillDisk(path: string): void {
  const file = openSync(path, 'w');
  try {
    for (;;) writeSync(file, CHUNK);
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'ENOSPC')) throw cause;
  } finally {
    closeSync(file);
  }
}
