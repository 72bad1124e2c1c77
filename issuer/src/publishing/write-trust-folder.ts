import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { toHex } from '@residence-permit/shared/bytes';
import { writeFileWhole } from '../files/index.ts';
import type { TrustFiles } from './publish-trust.ts';

/**
 * Writes the folder that verifiers read: `pins.json`, `root.cbor`, `status/*.cwt`, `bundle.cbor`. Each file is replaced as
 * a whole, the bundle last, because it names the least numbers of the lists: a reader in between sees lists that are newer
 * than its bundle asks for, which is allowed.
 * @throws PermitError STORE_FAILED
 */
export async function writeTrustFolder(folder: string, trust: TrustFiles): Promise<void> {
  await writeFileWhole(join(folder, 'pins.json'), encodePins(trust), 'everybody');
  await writeFileWhole(join(folder, 'root.cbor'), trust.rootBytes, 'everybody');
  for (const { uri, bytes } of trust.statusTokens) {
    await writeFileWhole(join(folder, 'status', statusFileName(uri)), bytes, 'everybody');
  }
  await writeFileWhole(join(folder, 'bundle.cbor'), trust.bundleBytes, 'everybody');
}

/** `{threshold, keys}`, keys in hexadecimal. */
function encodePins({ pins }: TrustFiles): string {
  return `${JSON.stringify({ threshold: pins.threshold, keys: pins.keys.map(toHex) }, undefined, 2)}\n`;
}

/** A list's address can hold any character, its file name cannot: the start of its SHA-256. The token names the address. */
function statusFileName(uri: string): string {
  return `${createHash('sha256').update(uri).digest('hex').slice(0, 16)}.cwt`;
}
