import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fromHex, toHex } from '@residence-permit/shared/bytes';
import { PermitError } from '@residence-permit/shared/errors';
import { diversifyKeys } from '@residence-permit/shared/scp03';
import { createBlankCard } from '../card/index.ts';
import { fileStorage, lockImage } from '../image/index.ts';
import type { ChipKind } from '../timing/index.ts';
import type { Report } from './report.ts';

const CHIP_NUMBER_BYTES = 10;

export type NewCard = {
  readonly image: string;
  readonly kind: ChipKind;
  /** Path of a file with the supplier's batch key, 32 hex digits. */
  readonly supplierKey: string;
  /** 20 hex digits; drawn at random if absent. */
  readonly chipNumber: string | undefined;
};

/**
 * Makes a blank card as a supplier delivers it: its keys are those of the batch, diversified with the chip number.
 * @throws PermitError STORE_CONFLICT when the image exists, KEY_BAD, SETTING_BAD, STORE_FAILED
 */
export function newCard(request: NewCard, report: Report): void {
  const chipNumber = parseChipNumber(request.chipNumber);
  const supplierKeys = diversifyKeys(readBatchKey(request.supplierKey), chipNumber);
  const lock = lockImage(request.image);
  try {
    const storage = fileStorage(request.image);
    if (storage.load() !== undefined) throw new PermitError('STORE_CONFLICT', { detail: `${request.image} exists` });
    createBlankCard({ kind: request.kind, supplierKeys, chipNumber, random: randomBytes, storage });
  } finally {
    lock.release();
  }
  const chip = toHex(chipNumber);
  report({ event: 'created', image: request.image, kind: request.kind, chipNumber: chip }, `blank card, chip ${chip}`);
}

function parseChipNumber(text: string | undefined): Uint8Array {
  if (text === undefined) return Uint8Array.from(randomBytes(CHIP_NUMBER_BYTES));
  if (!/^[0-9a-f]{20}$/i.test(text))
    throw new PermitError('SETTING_BAD', { detail: 'chip number: want 20 hex digits' });
  return fromHex(text.toLowerCase());
}

function readBatchKey(path: string): Uint8Array {
  let text: string;
  try {
    text = readFileSync(path, 'utf8').trim();
  } catch (cause) {
    throw new PermitError('KEY_BAD', { cause, detail: path });
  }
  // The detail names the file only: what is in it may be a key.
  if (!/^[0-9a-f]{32}$/i.test(text)) throw new PermitError('KEY_BAD', { detail: `${path}: want 32 hex digits` });
  return fromHex(text.toLowerCase());
}
