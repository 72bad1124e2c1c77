import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fromHex } from '@residence-permit/shared/bytes';
import { type Ed25519Engine, importEd25519PublicKey } from '@residence-permit/shared/cose';
import { DecodeError, PermitError } from '@residence-permit/shared/errors';
import { type OpenedTrust, openTrust, type TrustPins } from '@residence-permit/shared/trust-bundle';
import { isMissing, readFloors, writeFloors } from './trust-floors-file.ts';

export type LoadTrustFolder = {
  readonly folder: string;
  readonly engine: Ed25519Engine;
  /** Now, in seconds since 1970. */
  readonly openedAt: number;
};

/**
 * Opens the trust folder of a verifier: `pins.json`, `root.cbor`, `bundle.cbor`, `status/*.cwt`. What was accepted before
 * is remembered in `floors.json`, so that an older file is refused later; it is written only after every check has passed.
 * @throws PermitError STORE_FAILED, TRUST_UNSIGNED, TRUST_ROLLED_BACK
 * @throws DecodeError TRUST_MALFORMED, STATUS_MALFORMED, a CBOR code or COSE_*
 */
export async function loadTrustFolder({ folder, engine, openedAt }: LoadTrustFolder): Promise<OpenedTrust> {
  const floors = await readFloors(folder);
  const opened = await openTrust({
    pinnedRoots: decodePins(await readTrustFile(join(folder, 'pins.json'))),
    rootBytes: await readTrustFile(join(folder, 'root.cbor')),
    bundleBytes: await readTrustFile(join(folder, 'bundle.cbor')),
    statusTokens: await readStatusTokens(join(folder, 'status')),
    floors,
    engine,
    openedAt,
  });
  if (JSON.stringify(opened.floors) !== JSON.stringify(floors)) await writeFloors(folder, opened.floors);
  return opened;
}

/** A folder without status lists is allowed: then every card's status is unknown. */
async function readStatusTokens(folder: string): Promise<readonly Uint8Array[]> {
  const names = await readdir(folder).catch((cause: unknown) => {
    if (isMissing(cause)) return [];
    throw new PermitError('STORE_FAILED', { cause, detail: folder });
  });
  const tokens = names.filter((name) => name.endsWith('.cwt')).sort();
  return Promise.all(tokens.map((name) => readTrustFile(join(folder, name))));
}

async function readTrustFile(path: string): Promise<Uint8Array> {
  try {
    return new Uint8Array(await readFile(path));
  } catch (cause) {
    throw new PermitError('STORE_FAILED', { cause, detail: path });
  }
}

/** `{threshold, keys}`, each key 32 bytes in hexadecimal. */
function decodePins(bytes: Uint8Array): TrustPins {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    if (isPins(value)) return { threshold: value.threshold, keys: value.keys.map(readKey) };
  } catch (cause) {
    throw new PermitError('TRUST_MALFORMED', { cause, detail: 'pins.json' });
  }
  throw new DecodeError('TRUST_MALFORMED', 0, 'pins.json: want {threshold, keys}');
}

function readKey(hex: string): TrustPins['keys'][number] {
  return importEd25519PublicKey(fromHex(hex));
}

function isPins(value: unknown): value is { readonly threshold: number; readonly keys: readonly string[] } {
  if (typeof value !== 'object' || value === null || !('threshold' in value) || !('keys' in value)) return false;
  const { threshold, keys } = value;
  return Number.isInteger(threshold) && Array.isArray(keys) && keys.every((key) => typeof key === 'string');
}
