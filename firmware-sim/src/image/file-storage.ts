import { existsSync, readFileSync } from 'node:fs';
import { PermitError } from '@residence-permit/shared/errors';
import { decodeImage, encodeImage } from './image-file.ts';
import { saveFile } from './save-file.ts';

/** The nonvolatile memory of a card as one file. `load` answers undefined while there is no file; `save` is atomic. */
export type FileStorage = { load(): Uint8Array | undefined; save(state: Uint8Array): void };

/**
 * Storage of a card in an image file. The caller holds the lock of the image as long as it writes.
 * `load` throws PermitError IMAGE_BAD for a damaged file and STORE_FAILED for one that cannot be read; `save` STORE_FAILED.
 */
export function fileStorage(path: string): FileStorage {
  return {
    load: () => (existsSync(path) ? decodeImage(orStoreFailed(path, () => readFileSync(path))) : undefined),
    save: (state) => orStoreFailed(path, () => saveFile(path, encodeImage(state))),
  };
}

function orStoreFailed<Value>(path: string, act: () => Value): Value {
  try {
    return act();
  } catch (cause) {
    throw new PermitError('STORE_FAILED', { cause, detail: path });
  }
}
