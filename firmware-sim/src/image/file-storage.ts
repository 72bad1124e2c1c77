import { existsSync } from 'node:fs';
import { concatBytes, equalBytes } from '@residence-permit/shared/bytes';
import { PermitError } from '@residence-permit/shared/errors';
import {
  type CardStorage,
  type MemoryDevice,
  memoryDevice,
  SLOT_BYTES,
  STATE_OFFSET,
  twoSlotStorage,
} from '../nonvolatile/index.ts';
import { fileDevice } from './file-device.ts';
import { saveFile } from './save-file.ts';

/** A reader of a card that another process serves meets at most this many commits in a row. */
const MAX_READS = 5;

/**
 * The nonvolatile memory of a card as one file, written in place by two-slot commits; `load` answers undefined while there
 * is no file. The first `save` makes the file whole or not at all, readable by its owner only. The caller holds the lock of
 * the image as long as it writes; reading needs none.
 * `load` throws PermitError IMAGE_BAD for a damaged file and STORE_FAILED for one that cannot be read; `save` STORE_FAILED.
 */
export function fileStorage(path: string): CardStorage {
  return storageOver(path, fileDevice(path));
}

/** The same over a device that stands before the file, such as one that is to fail. */
export function storageOver(path: string, device: MemoryDevice): CardStorage {
  const inPlace = twoSlotStorage(device);
  return {
    load: () => (existsSync(path) ? orStoreFailed(path, () => loadBesideWriter(inPlace, device)) : undefined),
    save: (state) =>
      orStoreFailed(path, () => (existsSync(path) ? inPlace.save(state) : saveFile(path, newImage(state)))),
  };
}

/**
 * While this reads one slot, the process that serves the card may commit twice and write over it. Then the headers have
 * changed, and reading again helps; else the damage is real.
 */
function loadBesideWriter(storage: CardStorage, device: MemoryDevice): Uint8Array {
  for (let reads = 1; ; reads += 1) {
    const before = headersOf(device);
    try {
      // A file is made with its first commit inside, so one without any is no card.
      return storage.load() ?? refuseEmpty();
    } catch (cause) {
      if (reads === MAX_READS || equalBytes(before, headersOf(device))) throw cause;
    }
  }
}

function headersOf(device: MemoryDevice): Uint8Array {
  return concatBytes(device.read(0, STATE_OFFSET), device.read(SLOT_BYTES, STATE_OFFSET));
}

function refuseEmpty(): never {
  throw new PermitError('IMAGE_BAD', { detail: 'not a card image' });
}

function orStoreFailed<Value>(path: string, act: () => Value): Value {
  try {
    return act();
  } catch (cause) {
    throw cause instanceof PermitError ? cause : new PermitError('STORE_FAILED', { cause, detail: path });
  }
}

/** The bytes of a new image file with one commit. */
export function newImage(state: Uint8Array): Uint8Array {
  const device = memoryDevice();
  twoSlotStorage(device).save(state);
  return device.content();
}
