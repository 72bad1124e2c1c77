import { mkdir, readdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { stopEmbeddedServer } from '@residence-permit/issuer/database';
import { lockFile } from '@residence-permit/issuer/register';
import { PermitError } from '@residence-permit/shared/errors';
import { type DemoPlaces, demoPlaces } from './demo-places.ts';
import { type DemoRecord, findRecord } from './demo-record.ts';
import { makeOffice } from './make-office.ts';

/** A demonstration office that this process alone has open. */
export type DemoOffice = {
  readonly places: DemoPlaces;
  readonly record: DemoRecord;
  readonly how: 'made' | 'opened';
  /** Lets another process open it. */
  release(): Promise<void>;
};

/**
 * Opens the demonstration office of a folder, and makes it where there is none. One whose making was stopped in the midst, or
 * that another version of this program made, is made anew.
 * @throws PermitError STORE_CONFLICT for a folder with something else in it; STORE_FAILED while another process has it open
 */
export async function openDemoOffice(given: {
  readonly folder: string;
  readonly isFresh: boolean;
  readonly now: number;
  readonly say: (line: string) => void;
  readonly stop: AbortSignal;
}): Promise<DemoOffice> {
  const places = demoPlaces(given.folder);
  await requireOurs(places);
  await mkdir(places.folder, { recursive: true });
  const release = await lockFile(places.lock);
  try {
    const found = await findRecord(places.record);
    if (found?.state === 'ready' && !given.isFresh) return { places, record: found, how: 'opened', release };
    await clear(places);
    return { places, record: await makeOrClear(places, given), how: 'made', release };
  } catch (cause) {
    await release();
    throw cause;
  }
}

async function makeOrClear(places: DemoPlaces, given: Parameters<typeof makeOffice>[1]): Promise<DemoRecord> {
  try {
    return await makeOffice(places, given);
  } catch (cause) {
    await clear(places);
    throw cause;
  }
}

/** Everything but the lock is taken away; a database that was left running is stopped first. */
async function clear(places: DemoPlaces): Promise<void> {
  await stopEmbeddedServer(places.database);
  const names = (await readdir(places.folder)).filter((name) => !isLock(places, name));
  const isRecord = (name: string) => name === basename(places.record);
  // The record last: by it the next start knows whose folder this is.
  for (const name of names.toSorted((a, b) => Number(isRecord(a)) - Number(isRecord(b)))) {
    await rm(join(places.folder, name), { recursive: true, force: true });
  }
}

/** What somebody else keeps in a folder is never taken away. */
async function requireOurs(places: DemoPlaces): Promise<void> {
  const names = await readdir(places.folder).catch((): readonly string[] => []);
  const isOurs = names.includes(basename(places.record)) || names.every((name) => isLock(places, name));
  if (isOurs) return;
  throw new PermitError('STORE_CONFLICT', { detail: `${places.folder} holds something else; choose another --folder` });
}

function isLock({ lock }: DemoPlaces, name: string): boolean {
  return name.startsWith(basename(lock));
}
