import { randomUUID } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PermitError } from '@residence-permit/shared/errors';
import { NO_FLOORS, type TrustFloors } from '@residence-permit/shared/trust-bundle';

const FILE_NAME = 'floors.json';

/**
 * The numbers below which this verifier accepts nothing any more; none before the first time.
 * @throws PermitError STORE_FAILED: a file that is there and cannot be read must not count as none
 */
export async function readFloors(folder: string): Promise<TrustFloors> {
  const path = join(folder, FILE_NAME);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    if (isMissing(cause)) return NO_FLOORS;
    throw new PermitError('STORE_FAILED', { cause, detail: path });
  }
  try {
    const value: unknown = JSON.parse(text);
    if (isFloors(value)) return value;
  } catch (cause) {
    throw new PermitError('STORE_FAILED', { cause, detail: path });
  }
  throw new PermitError('STORE_FAILED', { detail: `${path} is damaged` });
}

/** Replaces the file as a whole. @throws PermitError STORE_FAILED */
export async function writeFloors(folder: string, floors: TrustFloors): Promise<void> {
  const path = join(folder, FILE_NAME);
  const draft = `${path}.${randomUUID()}.draft`;
  try {
    await writeFile(draft, `${JSON.stringify(floors, undefined, 2)}\n`, { flag: 'wx', flush: true });
    await rename(draft, path);
  } catch (cause) {
    await rm(draft, { force: true }).catch(() => undefined);
    throw new PermitError('STORE_FAILED', { cause, detail: path });
  }
}

/** Whether a file operation failed because there is no such file or folder. */
export function isMissing(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
}

function isFloors(value: unknown): value is TrustFloors {
  if (typeof value !== 'object' || value === null) return false;
  const isCount = (count: unknown): boolean => Number.isSafeInteger(count) && Number(count) >= 0;
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
