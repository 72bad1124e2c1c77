import { type CardStorage, type MemoryDevice, memoryDevice, twoSlotStorage } from '@residence-permit/firmware-sim/card';
import type { Write } from './tear-commits.ts';

/**
 * Ways to commit that lose cards, each the product's own with one thing wrong. They prove that the torture would find it: a
 * suite that has never failed says nothing.
 */
export const PLANTED_FAULTS = {
  'writes the header before the state': (device) =>
    reordered(device, ([state, header]) => [header, 'sync', state, 'sync']),
  'does not sync between state and header': (device) => reordered(device, ([state, header]) => [state, header, 'sync']),
  'answers before the header is synced': (device) => reordered(device, ([state, header]) => [state, 'sync', header]),
  'writes over the slot that it lives from': (device) => inPlace(device),
} as const satisfies Record<string, (device: MemoryDevice) => CardStorage>;

type Order = (writes: readonly [state: Write, header: Write]) => readonly (Write | 'sync')[];

/** A commit whose two writes and two syncs come in another order. */
function reordered(device: MemoryDevice, order: Order): CardStorage {
  return { load: () => twoSlotStorage(device).load(), save: (bytes) => play(device, order(writesOf(device, bytes))) };
}

/** Always the first slot: the state that stands is gone while the next is written. */
function inPlace(device: MemoryDevice): CardStorage {
  return {
    load: () => twoSlotStorage(device).load(),
    save: (bytes) => {
      const fresh = memoryDevice();
      const [state, header] = writesOf(fresh, bytes);
      play(device, [state, 'sync', header, 'sync']);
    },
  };
}

function play(device: MemoryDevice, events: readonly (Write | 'sync')[]): void {
  for (const event of events) {
    if (event === 'sync') device.sync();
    else device.write(event.offset, event.bytes);
  }
}

/** What the product would write. */
function writesOf(device: MemoryDevice, bytes: Uint8Array): readonly [Write, Write] {
  const writes: Write[] = [];
  twoSlotStorage({
    read: (offset, length) => device.read(offset, length),
    write: (offset, written) => writes.push({ offset, bytes: written.slice() }),
    sync: () => undefined,
  }).save(bytes);
  const [state, header] = writes;
  if (state === undefined || header === undefined) throw new RangeError('want a commit of two writes');
  return [state, header];
}
