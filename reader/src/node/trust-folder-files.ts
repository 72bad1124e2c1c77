import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { fromHex } from '@residence-permit/shared/bytes';
import { importEd25519PublicKey } from '@residence-permit/shared/cose';
import { DecodeError, PermitError } from '@residence-permit/shared/errors';
import { MAX_STATUS_DELTA_BYTES } from '@residence-permit/shared/status-list';
import { MAX_ROOT_FILES, type TrustFileBytes, type TrustPins } from '@residence-permit/shared/trust-bundle';
import { listBounded, readBounded, readBoundedIfThere } from './read-bounded.ts';

/** Largest files of each kind, in bytes; what is larger is refused before it is read. */
const MAX_BYTES = { pins: 16_384, root: 16_384, bundle: 1_100_000, list: 3_100_000, delta: MAX_STATUS_DELTA_BYTES };
/** Most status lists and most deltas of a folder. */
const MAX_LISTS = 64;
const MAX_DELTAS = 1024;
/** Most bytes of all deltas together: they are in memory before anybody knows who signed them. */
const MAX_DELTAS_BYTES = 64_000_000;

/** Every file of a trust folder, named as it stands there. */
export type NamedFile = { readonly name: string; readonly bytes: Uint8Array };
export type TrustFolderFiles = {
  /** `root/<version>.cbor`, oldest first. */
  readonly roots: readonly NamedFile[];
  readonly root: NamedFile;
  readonly bundle: NamedFile;
  /** `status/*.cwt` */
  readonly lists: readonly NamedFile[];
  /** `status/*.delta` */
  readonly deltas: readonly NamedFile[];
};

/**
 * Reads the files of a trust folder, each by its name and within its limit; whatever else lies there is not touched.
 * @throws PermitError STORE_FAILED when root or bundle are missing, TRUST_TOO_LARGE
 */
export async function readTrustFolder(folder: string): Promise<TrustFolderFiles> {
  const read = async (name: string, maxBytes: number): Promise<NamedFile> => ({
    name,
    bytes: await readBounded(join(folder, name), maxBytes),
  });
  const rootNames = (await listBounded(join(folder, 'root')))
    .filter((name) => /^[1-9][0-9]{0,8}\.cbor$/.test(name))
    .sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10))
    .slice(-MAX_ROOT_FILES + 1);
  const statusNames = await listBounded(join(folder, 'status'));
  const listNames = limited(statusNames, /^[0-9a-f]{16}\.cwt$/, MAX_LISTS);
  const deltaNames = limited(statusNames, /^[0-9a-f]{16}-[0-9]{1,16}-[0-9]{1,16}\.delta$/, MAX_DELTAS);
  const roots: NamedFile[] = [];
  for (const name of rootNames) roots.push(await read(`root/${name}`, MAX_BYTES.root));
  const lists: NamedFile[] = [];
  for (const name of listNames) lists.push(await read(`status/${name}`, MAX_BYTES.list));
  const deltas: NamedFile[] = [];
  let left = MAX_DELTAS_BYTES;
  for (const name of deltaNames) {
    const delta = await read(`status/${name}`, Math.min(MAX_BYTES.delta, left));
    left -= delta.bytes.length;
    deltas.push(delta);
  }
  const root = await read('root.cbor', MAX_BYTES.root);
  return { roots, root, bundle: await read('bundle.cbor', MAX_BYTES.bundle), lists, deltas };
}

/** The same files as `openTrust` wants them. */
export function bytesOf(files: TrustFolderFiles): TrustFileBytes {
  const bytes = (named: readonly NamedFile[]) => named.map((file) => file.bytes);
  return {
    rootChain: bytes(files.roots),
    rootBytes: files.root.bytes,
    bundleBytes: files.bundle.bytes,
    statusTokens: bytes(files.lists),
    statusDeltas: bytes(files.deltas),
  };
}

/** Whether a folder with these deltas could be read again. */
export function areDeltasWithin(deltas: readonly NamedFile[]): boolean {
  const total = deltas.reduce((sum, { bytes }) => sum + bytes.length, 0);
  return deltas.length <= MAX_DELTAS && total <= MAX_DELTAS_BYTES;
}

/** Name of a status list without its ending: a list's address can hold any character, a file name cannot. */
export function statusFileStem(uri: string): string {
  return createHash('sha256').update(uri).digest('hex').slice(0, 16);
}

function limited(names: readonly string[], form: RegExp, most: number): readonly string[] {
  const matching = names.filter((name) => form.test(name));
  if (matching.length > most) throw new PermitError('TRUST_TOO_LARGE', { detail: `${matching.length} status files` });
  return matching;
}

/** `pins.json`: `{threshold, keys}`, each key 32 bytes in hexadecimal; nothing when there is no such file. */
export async function readPins(path: string): Promise<TrustPins | undefined> {
  const bytes = await readBoundedIfThere(path, MAX_BYTES.pins);
  return bytes === undefined ? undefined : decodePins(bytes);
}

function decodePins(bytes: Uint8Array): TrustPins {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    const pins = toPins(value);
    if (pins !== undefined) return pins;
  } catch (cause) {
    throw new PermitError('TRUST_MALFORMED', { cause, detail: 'pins.json' });
  }
  throw new DecodeError('TRUST_MALFORMED', 0, 'pins.json: want {threshold, keys}');
}

/** Pins in their JSON form, or nothing. @throws DecodeError COSE_KEY_BAD and others for a key that is none */
export function toPins(value: unknown): TrustPins | undefined {
  if (typeof value !== 'object' || value === null || !('threshold' in value) || !('keys' in value)) return undefined;
  const { threshold, keys } = value;
  if (typeof threshold !== 'number' || !Number.isInteger(threshold) || !Array.isArray(keys)) return undefined;
  const texts = keys.filter((key) => typeof key === 'string');
  if (texts.length !== keys.length) return undefined;
  return { threshold, keys: texts.map((hex) => importEd25519PublicKey(fromHex(hex))) };
}
