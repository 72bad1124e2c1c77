import { randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { PermitError } from '@residence-permit/shared/errors';

/** Each write that a trust folder needs, one by one: a test can end the process at any of them. */
export type FileWriter = {
  /** Makes the folder and those above it. */
  makeFolder(path: string): Promise<void>;
  /** Writes a new file and waits until it is on disk. */
  writeNew(path: string, content: Uint8Array | string): Promise<void>;
  /** Puts one file in the place of another, at once and whole. */
  rename(from: string, to: string): Promise<void>;
  /** Waits until the names in a folder are on disk. */
  syncFolder(path: string): Promise<void>;
  /** Removes a file or a folder with all that is in it; nothing when it is not there. */
  remove(path: string): Promise<void>;
};

/** The writes of `node:fs`. */
export const nodeFileWriter: FileWriter = {
  makeFolder: async (path) => {
    await mkdir(path, { recursive: true });
  },
  writeNew: async (path, content) => {
    const handle = await open(path, 'wx', 0o644);
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
  },
  rename,
  syncFolder: async (path) => {
    const handle = await open(path, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  },
  remove: (path) => rm(path, { recursive: true, force: true }),
};

/**
 * Replaces a file as a whole: after a cut at any write the old content or the new one stands.
 * @throws PermitError STORE_FAILED
 */
export async function replaceFile(path: string, content: Uint8Array | string, writer: FileWriter): Promise<void> {
  const draft = `${path}.${randomUUID()}.draft`;
  try {
    await writer.writeNew(draft, content);
    await writer.rename(draft, path);
    await writer.syncFolder(dirname(path));
  } catch (cause) {
    await writer.remove(draft).catch(() => undefined);
    throw new PermitError('STORE_FAILED', { cause, detail: path });
  }
}

/** Writes files into a new folder and waits until all of it is on disk. @throws PermitError STORE_FAILED */
export async function writeFolder(
  folder: string,
  files: readonly { readonly name: string; readonly bytes: Uint8Array }[],
  writer: FileWriter,
): Promise<void> {
  try {
    const folders = new Set([folder, ...files.map(({ name }) => dirname(join(folder, name)))]);
    for (const each of folders) await writer.makeFolder(each);
    for (const { name, bytes } of files) await writer.writeNew(join(folder, name), bytes);
    for (const each of [...folders].toReversed()) await writer.syncFolder(each);
    await writer.syncFolder(dirname(folder));
  } catch (cause) {
    throw new PermitError('STORE_FAILED', { cause, detail: folder });
  }
}
