import type { CardStorage } from '../nonvolatile/index.ts';

/** Storage that lasts as long as the process: for tests, the browser and the demonstration. Starts empty, or with an image. */
export function memoryStorage(image?: Uint8Array): CardStorage {
  let held = image;
  return {
    load: () => held,
    save: (bytes) => {
      held = bytes;
    },
  };
}
