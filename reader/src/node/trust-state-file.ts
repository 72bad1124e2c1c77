import { join } from 'node:path';
import { toHex } from '@residence-permit/shared/bytes';
import { PermitError } from '@residence-permit/shared/errors';
import { NO_FLOORS, type TrustFloors, type TrustPins } from '@residence-permit/shared/trust-bundle';
import { readBoundedIfThere } from './read-bounded.ts';
import { toPins } from './trust-folder-files.ts';
import { type FileWriter, replaceFile } from './file-writer.ts';

const FILE_NAME = 'floors.json';
const MAX_BYTES = 1_000_000;

/** What a verifier remembers of what it accepted. One file, replaced as a whole: it is what commits an update. */
export type TrustState = {
  readonly floors: TrustFloors;
  /** The pins of the last root that was accepted; absent before the first. */
  readonly pins?: TrustPins;
  /** Name of the folder under `sets/` that holds the files in use; absent when they lie in the trust folder itself. */
  readonly set?: string;
};

/**
 * What this verifier remembers; nothing before the first time.
 * @throws PermitError STORE_FAILED: a file that is there and cannot be read must not count as none
 */
export async function readState(folder: string): Promise<TrustState> {
  const path = join(folder, FILE_NAME);
  const bytes = await readBoundedIfThere(path, MAX_BYTES);
  if (bytes === undefined) return { floors: NO_FLOORS };
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    const state = toState(value);
    if (state !== undefined) return state;
  } catch (cause) {
    throw new PermitError('STORE_FAILED', { cause, detail: path });
  }
  throw new PermitError('STORE_FAILED', { detail: `${path} is damaged` });
}

/** Replaces the file as a whole. @throws PermitError STORE_FAILED */
export async function writeState(folder: string, state: TrustState, writer: FileWriter): Promise<void> {
  await replaceFile(join(folder, FILE_NAME), encodeState(state), writer);
}

/** The text of the file; the same state always gives the same text. */
export function encodeState({ floors, pins, set }: TrustState): string {
  const value = {
    ...floors,
    ...(pins === undefined ? {} : { pins: { threshold: pins.threshold, keys: pins.keys.map(toHex) } }),
    ...(set === undefined ? {} : { set }),
  };
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

function toState(value: unknown): TrustState | undefined {
  if (!isFloors(value)) return undefined;
  const { rootVersion, bundleKeys, bundleSeq, statusKeys, statusSeq } = value;
  const clock = 'clock' in value ? value.clock : 0;
  const pins = 'pins' in value ? toPins(value.pins) : undefined;
  const set = 'set' in value ? value.set : undefined;
  if (!isCount(clock) || ('pins' in value && pins === undefined)) return undefined;
  if (set !== undefined && (typeof set !== 'string' || !/^[0-9a-z-]{1,80}$/.test(set))) return undefined;
  return {
    floors: { rootVersion, bundleKeys, bundleSeq, statusKeys, statusSeq, clock },
    ...(pins === undefined ? {} : { pins }),
    ...(set === undefined ? {} : { set }),
  };
}

function isCount(count: unknown): count is number {
  return Number.isSafeInteger(count) && Number(count) >= 0;
}

function isFloors(value: unknown): value is Omit<TrustFloors, 'clock'> {
  if (typeof value !== 'object' || value === null) return false;
  const isTexts = (texts: unknown): boolean => Array.isArray(texts) && texts.every((text) => typeof text === 'string');
  return (
    'rootVersion' in value &&
    isCount(value.rootVersion) &&
    'bundleSeq' in value &&
    isCount(value.bundleSeq) &&
    'bundleKeys' in value &&
    isTexts(value.bundleKeys) &&
    'statusKeys' in value &&
    isTexts(value.statusKeys) &&
    'statusSeq' in value &&
    typeof value.statusSeq === 'object' &&
    value.statusSeq !== null &&
    Object.values(value.statusSeq).every(isCount)
  );
}
