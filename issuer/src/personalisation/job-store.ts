import { readdir, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fromHex, toHex } from '@residence-permit/shared/bytes';
import { PermitError } from '@residence-permit/shared/errors';
import { readFileWhole, writeFileWhole } from '../files/index.ts';
import type { PermitFiles } from '../signing/index.ts';
import type { CardSecrets } from './card-file-targets.ts';

/**
 * How far a card in production is known to be; entered before the chip is told, so that the journal is never behind the chip.
 * `signed`: its files are being stored. `locking`: all are stored, and the command that disables the key set may have arrived.
 */
export type PersonalisationStep = 'signed' | 'locking';

/** A card in production: what is needed to go on after a crash, and nothing after hand-over of the PUK letter. */
export type PersonalisationJob = {
  readonly step: PersonalisationStep;
  readonly secrets: CardSecrets;
  /** The chip that the files were signed for; another chip needs other files. */
  readonly deviceKey: Uint8Array;
  readonly files: PermitFiles;
};

/** Keeps jobs between a crash and its repair. @throws PermitError STORE_FAILED */
export type JobStore = {
  load(cardNumber: string): Promise<PersonalisationJob | undefined>;
  save(cardNumber: string, job: PersonalisationJob): Promise<void>;
  discard(cardNumber: string): Promise<void>;
  /** Numbers of the cards that have a job. */
  list(): Promise<readonly string[]>;
};

export function makeMemoryJobStore(): JobStore {
  const jobs = new Map<string, PersonalisationJob>();
  return {
    load: (cardNumber) => Promise.resolve(jobs.get(cardNumber)),
    save: (cardNumber, job) => Promise.resolve(void jobs.set(cardNumber, job)),
    discard: (cardNumber) => Promise.resolve(void jobs.delete(cardNumber)),
    list: () => Promise.resolve([...jobs.keys()]),
  };
}

/** One file per job, readable by its owner alone. */
export function makeFileJobStore(folder: string): JobStore {
  const pathOf = (cardNumber: string) => join(folder, `${cardNumber}.json`);
  return {
    async load(cardNumber) {
      const path = pathOf(cardNumber);
      return existsSync(path) ? decodeJob(await readFileWhole(path)) : undefined;
    },
    save: (cardNumber, job) => writeFileWhole(pathOf(cardNumber), encodeJob(job), 'owner'),
    discard: (cardNumber) => rm(pathOf(cardNumber), { force: true }),
    list: async () =>
      (existsSync(folder) ? await readdir(folder) : []).flatMap((name) => /^(.+)\.json$/.exec(name)?.[1] ?? []),
  };
}

type JobText = {
  readonly step: PersonalisationStep;
  readonly can: string;
  readonly puk: string;
  readonly deviceKey: string;
  readonly files: readonly (readonly [number, string])[];
};

/** A job as bytes for whoever keeps it; they hold secrets. */
export function encodeJob({ step, secrets, deviceKey, files }: PersonalisationJob): string {
  const text: JobText = {
    step,
    ...secrets,
    deviceKey: toHex(deviceKey),
    files: [...files].map(([dataGroup, fileBytes]) => [dataGroup, toHex(fileBytes)]),
  };
  return JSON.stringify(text);
}

/** Written by `encodeJob` and read by its owner alone, so only its JSON form is checked. @throws PermitError STORE_FAILED */
export function decodeJob(bytes: Uint8Array): PersonalisationJob {
  try {
    const { step, can, puk, deviceKey, files } = JSON.parse(new TextDecoder().decode(bytes)) as JobText;
    return {
      step: step === 'locking' ? 'locking' : 'signed',
      secrets: { can, puk },
      deviceKey: fromHex(deviceKey),
      files: new Map(files.map(([dataGroup, hex]) => [dataGroup, fromHex(hex)])),
    };
  } catch (cause) {
    throw new PermitError('STORE_FAILED', { cause, detail: 'personalisation job' });
  }
}
