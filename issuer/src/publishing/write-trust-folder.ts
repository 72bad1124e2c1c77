import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { toHex } from '@residence-permit/shared/bytes';
import { PermitError } from '@residence-permit/shared/errors';
import { peekRootVersion } from '@residence-permit/shared/trust-bundle';
import { writeFileWhole } from '../files/index.ts';
import type { TrustFiles } from './publish-trust.ts';
import { DELTA_NAME, deltaFileName, statusFileStem } from './status-file-name.ts';

/**
 * Writes the folder that verifiers read: `pins.json`, `root/<version>.cbor` and the newest again as `root.cbor`,
 * `status/*.cwt` and `status/*.delta`, `bundle.cbor`. Each file is replaced as a whole, the bundle last, because it names the
 * least numbers of the lists: a reader in between sees lists that are newer than its bundle asks for, which is allowed.
 * Deltas that are no longer published are removed; nothing else in the folder is touched.
 * @throws PermitError STORE_FAILED
 */
export async function writeTrustFolder(folder: string, trust: TrustFiles): Promise<void> {
  await writeFileWhole(join(folder, 'pins.json'), encodePins(trust), 'everybody');
  for (const bytes of [...trust.earlierRoots, trust.rootBytes]) {
    await writeFileWhole(join(folder, 'root', `${peekRootVersion(bytes)}.cbor`), bytes, 'everybody');
  }
  await writeFileWhole(join(folder, 'root.cbor'), trust.rootBytes, 'everybody');
  for (const { uri, bytes } of trust.statusTokens) {
    await writeFileWhole(join(folder, 'status', `${statusFileStem(uri)}.cwt`), bytes, 'everybody');
  }
  for (const delta of trust.statusDeltas) {
    await writeFileWhole(join(folder, 'status', deltaFileName(delta)), delta.bytes, 'everybody');
  }
  await writeFileWhole(join(folder, 'bundle.cbor'), trust.bundleBytes, 'everybody');
  await removeOldDeltas(join(folder, 'status'), new Set(trust.statusDeltas.map(deltaFileName)));
}

async function removeOldDeltas(status: string, published: ReadonlySet<string>): Promise<void> {
  try {
    const names = await readdir(status);
    const old = names.filter((name) => DELTA_NAME.test(name) && !published.has(name));
    for (const name of old) await rm(join(status, name), { force: true });
  } catch (cause) {
    throw new PermitError('STORE_FAILED', { cause, detail: status });
  }
}

/** `{threshold, keys}`, keys in hexadecimal. */
function encodePins({ pins }: TrustFiles): string {
  return `${JSON.stringify({ threshold: pins.threshold, keys: pins.keys.map(toHex) }, undefined, 2)}\n`;
}
