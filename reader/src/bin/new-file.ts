import { access, open, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { PermitError } from '@residence-permit/shared/errors';

/** Refuses before any card is asked for what could not be written afterwards. @throws PermitError SETTING_BAD */
export async function requireNewFile(option: string, path: string | undefined): Promise<void> {
  if (path === undefined) return;
  const exists = await access(path).then(
    () => true,
    () => false,
  );
  if (exists)
    throw new PermitError('SETTING_BAD', { detail: `${option}: ${path} is there already; nothing is overwritten` });
  const folder = await stat(dirname(path)).catch(() => undefined);
  if (folder?.isDirectory() !== true)
    throw new PermitError('SETTING_BAD', { detail: `${option}: no folder ${dirname(path)}` });
}

/** Writes a file that its owner alone may read; one that is there is left alone. @throws PermitError STORE_FAILED */
export async function writeNewFile(path: string, content: Uint8Array | string): Promise<void> {
  try {
    const file = await open(path, 'wx', 0o600);
    try {
      await file.writeFile(content);
      await file.sync();
    } catch (cause) {
      await rm(path, { force: true });
      throw cause;
    } finally {
      await file.close();
    }
  } catch (cause) {
    throw new PermitError('STORE_FAILED', { cause, detail: path });
  }
}
