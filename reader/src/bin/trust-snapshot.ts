import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { encodeUtf8, equalBytes, toHex } from '@residence-permit/shared/bytes';
import { DecodeError, PermitError } from '@residence-permit/shared/errors';
import { portableSha256 } from '@residence-permit/shared/mdoc';
import type { Trust } from '@residence-permit/shared/trust-bundle';
import type { TapEvidence, TrustFile } from '../evidence/index.ts';
import { loadTrustFolder, nodeEngine } from '../node/index.ts';
import { filesOf, pinsOf } from '../node/load-trust-folder.ts';
import { readTrustFolder } from '../node/trust-folder-files.ts';
import { readState } from '../node/trust-state-file.ts';

/** Files of a trust folder, the pins in force among them: path below it → bytes. */
export type TrustSnapshot = ReadonlyMap<string, Uint8Array>;

/**
 * The trust files in use, and the pins as they stand: what a folder needs to be opened again. Nothing secret lies in it.
 * @throws PermitError STORE_FAILED, TRUST_TOO_LARGE
 */
export async function takeTrustSnapshot(folder: string): Promise<TrustSnapshot> {
  const state = await readState(folder);
  const { roots, root, bundle, lists, deltas } = await readTrustFolder(filesOf(folder, state));
  const { threshold, keys } = await pinsOf(folder, state);
  const pins = encodeUtf8(`${JSON.stringify({ threshold, keys: keys.map(toHex) })}\n`);
  const named = [...roots, root, bundle, ...lists, ...deltas].map(({ name, bytes }) => [name, bytes] as const);
  return new Map([['pins.json', pins], ...named]);
}

/** `same`: the files of the tap, byte for byte. `other`: files that the caller gave, and they are not those. */
export type RecordedTrust = { readonly trust: Trust; readonly origin: 'same' | 'other' };

/**
 * The trust of a recorded tap, opened as at its time by the code that opens any trust folder. A folder that the caller gives
 * comes first; it is only read.
 * @throws PermitError EVIDENCE_TRUST_MISSING, and as `loadTrustFolder`
 * @throws DecodeError EVIDENCE_BAD when a kept file is not the one of its digest
 */
export async function openRecordedTrust(
  { circumstances }: TapEvidence,
  folder: string | undefined,
): Promise<RecordedTrust> {
  const { trustFiles, at } = circumstances;
  if (folder === undefined) return { trust: await openFiles(keptFiles(trustFiles), at), origin: 'same' };
  const given = await takeTrustSnapshot(folder);
  const same = given.size === trustFiles.length && trustFiles.every((file) => isFile(given.get(file.path), file));
  return { trust: await openFiles(given, at), origin: same ? 'same' : 'other' };
}

function isFile(bytes: Uint8Array | undefined, { sha256 }: TrustFile): boolean {
  return bytes !== undefined && equalBytes(portableSha256(bytes), sha256);
}

function keptFiles(files: readonly TrustFile[]): TrustSnapshot {
  return new Map(
    files.map((file) => {
      const { path, bytes } = file;
      if (bytes === undefined) throw new PermitError('EVIDENCE_TRUST_MISSING', { detail: path });
      if (!isFile(bytes, file)) throw new DecodeError('EVIDENCE_BAD', 0, path);
      return [path, bytes];
    }),
  );
}

/** Opens the files in a folder of their own, which is gone afterwards. The time is the tap's, not a reading of this clock. */
async function openFiles(files: TrustSnapshot, openedAt: number): Promise<Trust> {
  const folder = await mkdtemp(join(tmpdir(), 'permit-replay-'));
  try {
    for (const [path, bytes] of files) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), bytes, { mode: 0o600 });
    }
    return (await loadTrustFolder({ folder, engine: nodeEngine, openedAt, instant: 'given' })).trust;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
