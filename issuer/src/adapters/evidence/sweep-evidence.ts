import { readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fromHex } from '@residence-permit/shared/bytes';
import { PermitError } from '@residence-permit/shared/errors';

const FOLDER = /^[0-9a-f]{2}$/;
const FILE = /^[0-9a-f]{64}$/;
/** A draft that a crash left. */
const DRAFT = /^[0-9a-f]{64}\..+\.draft$/;
/** Ends the name of a file that a sweep set aside. */
const ASIDE = '.swept';

/** One day: a file is written before the transaction that names it, and no transaction is open so long. */
export const SWEEP_GRACE_MS = 86_400_000;

/** What a sweep works on. */
export type EvidenceSweep = {
  readonly folder: string;
  /** Which of those addresses the database still names: rows whose file was not removed. */
  readonly named: (addresses: readonly Uint8Array[]) => Promise<ReadonlySet<string>>;
  /** Milliseconds since 1970-01-01T00:00:00Z, on the clock that stamps the files. */
  readonly nowMs: number;
  readonly graceMs?: number;
};

/**
 * Removes the files that no row names: evidence past its retention, of erased persons, of transactions that failed, and drafts
 * that a crash left. `named` answers lower-case hexadecimal addresses. Answers how many files went. Files younger than the
 * grace stay.
 * @throws PermitError STORE_FAILED; it may be repeated, but runs once at a time
 */
export async function sweepEvidence(sweep: EvidenceSweep): Promise<number> {
  const before = sweep.nowMs - (sweep.graceMs ?? SWEEP_GRACE_MS);
  let removed = 0;
  try {
    for (const name of await namesIn(sweep.folder)) {
      if (FOLDER.test(name))
        removed += await sweepFolder({ folder: join(sweep.folder, name), before, named: sweep.named });
    }
    return removed;
  } catch (cause) {
    throw new PermitError('STORE_FAILED', { cause, detail: sweep.folder });
  }
}

type FolderSweep = { readonly folder: string; readonly before: number; readonly named: EvidenceSweep['named'] };

async function sweepFolder({ folder, before, named }: FolderSweep): Promise<number> {
  await putBack(folder);
  const old: string[] = [];
  for (const name of await namesIn(folder)) if (await isOlder(join(folder, name), before)) old.push(name);
  const addresses = old.filter((name) => FILE.test(name));
  const kept = addresses.length === 0 ? new Set<string>() : await named(addresses.map((name) => fromHex(name)));
  let removed = 0;
  for (const name of old.filter((one) => DRAFT.test(one))) {
    await rm(join(folder, name), { force: true });
    removed += 1;
  }
  for (const name of addresses) {
    if (!kept.has(name) && (await removeIfOlder(join(folder, name), before))) removed += 1;
  }
  return removed;
}

/** A sweep that was cut off may have left a file aside that was in use. */
async function putBack(folder: string): Promise<void> {
  for (const name of await namesIn(folder)) {
    if (name.endsWith(ASIDE)) await rename(join(folder, name), join(folder, name.slice(0, -ASIDE.length)));
  }
}

/** Sets the file aside before its age is asked again: one that was put anew meanwhile comes back. */
async function removeIfOlder(path: string, before: number): Promise<boolean> {
  const aside = `${path}${ASIDE}`;
  await rename(path, aside);
  if (await isOlder(aside, before)) {
    await rm(aside, { force: true });
    return true;
  }
  await rename(aside, path);
  return false;
}

async function isOlder(path: string, before: number): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found !== undefined && found.mtimeMs < before;
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (cause) {
    if ((cause as { readonly code?: unknown }).code === 'ENOENT') return [];
    throw cause;
  }
}
