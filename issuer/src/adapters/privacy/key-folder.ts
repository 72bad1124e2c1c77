import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { PermitError } from '@residence-permit/shared/errors';
import { writeFileWhole } from '../../files/index.ts';
import { readKeyFile } from '../../keys/sealing/key-file.ts';
import type { RandomSource } from '../../ports/index.ts';
import { IndexKey } from './index-key.ts';
import { MasterKeys } from './master-keys.ts';
import { KEY_BYTES, SecretKey } from './secret-key.ts';

const MASTER_NAME = /^master-([1-9][0-9]{0,5})\.key$/;
const INDEX_NAME = 'index.key';

/** The secrets of the privacy room that lie in files: `master-<version>.key` and `index.key`, 32 bytes each, mode 600. */
export type PrivacyKeys = { readonly masters: MasterKeys; readonly index: IndexKey };

/**
 * Reads the key folder.
 * @throws PermitError KEY_EXPOSED when others may read a file; KEY_BAD when a file is missing or not 32 bytes; STORE_FAILED
 */
export async function openKeyFolder(folder: string): Promise<PrivacyKeys> {
  const versions = masterVersions(await namesIn(folder));
  if (versions.length === 0) throw new PermitError('KEY_BAD', { detail: `no master key in ${folder}` });
  const masters = new Map<number, SecretKey>();
  for (const version of versions) masters.set(version, await readKey(join(folder, masterName(version))));
  return { masters: new MasterKeys(masters), index: new IndexKey(await readKey(join(folder, INDEX_NAME))) };
}

/**
 * Makes the folder's first master key and the index key.
 * @throws PermitError STORE_CONFLICT when there are keys already: new ones would make everything sealed unreadable
 */
export async function makeKeyFolder(folder: string, random: RandomSource): Promise<void> {
  const names = await namesIn(folder).catch((): readonly string[] => []);
  if (names.includes(INDEX_NAME) || masterVersions(names).length > 0) {
    throw new PermitError('STORE_CONFLICT', { detail: `${folder} holds keys already` });
  }
  await writeFileWhole(join(folder, INDEX_NAME), random(KEY_BYTES), 'owner');
  await writeFileWhole(join(folder, masterName(1)), random(KEY_BYTES), 'owner');
}

/**
 * Adds a master key above the others and answers its version. Processes take it up when they start again; after
 * `rewrapPersonKeys` the older files may go.
 * @throws PermitError KEY_BAD in a folder without master keys; STORE_FAILED
 */
export async function addMasterKey(folder: string, random: RandomSource): Promise<number> {
  const versions = masterVersions(await namesIn(folder));
  if (versions.length === 0) throw new PermitError('KEY_BAD', { detail: `no master key in ${folder}` });
  const version = Math.max(...versions) + 1;
  await writeFileWhole(join(folder, masterName(version)), random(KEY_BYTES), 'owner');
  return version;
}

function masterName(version: number): string {
  return `master-${version}.key`;
}

function masterVersions(names: readonly string[]): readonly number[] {
  return names.flatMap((name) => {
    const version = MASTER_NAME.exec(name)?.[1];
    return version === undefined ? [] : [Number(version)];
  });
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (cause) {
    throw new PermitError('STORE_FAILED', { cause, detail: folder });
  }
}

async function readKey(path: string): Promise<SecretKey> {
  const bytes = await readKeyFile(path);
  try {
    if (bytes.length !== KEY_BYTES) throw new PermitError('KEY_BAD', { detail: `${path}: want ${KEY_BYTES} bytes` });
    return new SecretKey(bytes);
  } finally {
    bytes.fill(0);
  }
}
