import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { PermitError } from '@residence-permit/shared/errors';

/** Who may read the file: its owner alone, or everybody on the machine. */
export type Audience = 'owner' | 'everybody';

const MODES = { owner: 0o600, everybody: 0o644 } as const satisfies Record<Audience, number>;

/**
 * Writes a file as a whole: after a crash at any point the old content or the new one stands, never a part.
 * Makes its folder where that is missing.
 * @throws PermitError STORE_FAILED
 */
export async function writeFileWhole(path: string, content: Uint8Array | string, audience: Audience): Promise<void> {
  const folder = dirname(path);
  const draft = `${path}.${randomUUID()}.draft`;
  try {
    await mkdir(folder, { recursive: true });
    await writeAndSync(draft, content, MODES[audience]);
    await rename(draft, path);
    await syncFolder(folder);
  } catch (cause) {
    await rm(draft, { force: true }).catch(() => undefined);
    throw new PermitError('STORE_FAILED', { cause, detail: path });
  }
}

/**
 * Reads a whole file.
 * @throws PermitError STORE_FAILED
 */
export async function readFileWhole(path: string): Promise<Uint8Array> {
  try {
    return new Uint8Array(await readFile(path));
  } catch (cause) {
    throw new PermitError('STORE_FAILED', { cause, detail: path });
  }
}

async function writeAndSync(path: string, content: Uint8Array | string, mode: number): Promise<void> {
  const handle = await open(path, 'wx', mode);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** A rename lasts through a power loss only once its folder is on disk. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
