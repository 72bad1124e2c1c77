import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../testing/seeded-random.ts';
import { type MemoryDevice, memoryDevice } from './memory-device.ts';
import { SLOT_HEADER_BYTES } from './slot-header.ts';
import { SLOT_BYTES, STATE_OFFSET, twoSlotStorage } from './two-slot-storage.ts';

const IMAGE_BAD = expect.objectContaining({ code: 'IMAGE_BAD' });
const stateOf = (seed: string, length = 40): Uint8Array => seededRandom(seed)(length);

function deviceAfter(...states: readonly Uint8Array[]) {
  const device = memoryDevice();
  for (const state of states) twoSlotStorage(device).save(state);
  return device;
}

function flipped(bytes: Uint8Array, bit: number): Uint8Array {
  const changed = bytes.slice();
  changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return changed;
}

describe('two slots', () => {
  it('hold nothing before the first commit', () => {
    expect(twoSlotStorage(memoryDevice()).load()).toBeUndefined();
  });

  it('hold what was committed last, however long', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 2000 }), { minLength: 1, maxLength: 6 }), (states) => {
        expect(twoSlotStorage(deviceAfter(...states)).load()).toEqual(states.at(-1));
      }),
    );
  });

  it('write the state, sync, the header, sync, and never touch the slot that holds the current state', () => {
    const inner = deviceAfter(stateOf('a'), stateOf('b'));
    const log: string[] = [];
    const device: MemoryDevice = {
      read: (offset, length) => inner.read(offset, length),
      write: (offset, bytes) => {
        log.push(`write ${bytes.length} at ${offset}`);
        inner.write(offset, bytes);
      },
      sync: () => log.push('sync'),
    };
    twoSlotStorage(device).save(stateOf('c', 50));
    twoSlotStorage(device).save(stateOf('d', 60));
    expect(log).toEqual([
      `write 50 at ${STATE_OFFSET}`,
      'sync',
      'write 64 at 0',
      'sync',
      `write 60 at ${SLOT_BYTES + STATE_OFFSET}`,
      'sync',
      `write 64 at ${SLOT_BYTES}`,
      'sync',
    ]);
  });

  it('refuse a state of which a bit changed, and never answer an older one instead', () => {
    const content = deviceAfter(stateOf('old'), stateOf('new')).content();
    for (let bit = 0; bit < 8 * 40; bit += 1) {
      const damaged = memoryDevice(flipped(content, 8 * (SLOT_BYTES + STATE_OFFSET) + bit));
      expect(() => twoSlotStorage(damaged).load()).toThrow(IMAGE_BAD);
    }
  });

  it('answer the older state where the newest header is not complete, as a cut leaves it', () => {
    const content = deviceAfter(stateOf('old'), stateOf('new')).content();
    for (let bit = 0; bit < 8 * SLOT_HEADER_BYTES; bit += 1) {
      const damaged = memoryDevice(flipped(content, 8 * SLOT_BYTES + bit));
      expect(twoSlotStorage(damaged).load()).toEqual(stateOf('old'));
    }
  });

  it.each([
    ['the layout before this one', [0x52, 0x50, 0x43, 0x41, 0x52, 0x44, 0x00, 0x01, 0, 0, 0, 1], 'layout 1'],
    ['a later layout', [0x52, 0x50, 0x43, 0x41, 0x52, 0x44, 0x00, 0x03], 'layout 3'],
    ['another file', [0x6e, 0x6f, 0x20, 0x63, 0x61, 0x72, 0x64], 'not a card image'],
  ])('refuse %s by name', (_name, bytes, detail) => {
    const storage = twoSlotStorage(memoryDevice(Uint8Array.from(bytes)));
    expect(() => storage.load()).toThrow(IMAGE_BAD);
    expect(() => storage.load()).toThrow(detail);
  });

  it('refuse a state that fits no slot, and stay as they were', () => {
    const device = deviceAfter(stateOf('a'));
    expect(() => twoSlotStorage(device).save(new Uint8Array(SLOT_BYTES))).toThrow(RangeError);
    expect(twoSlotStorage(device).load()).toEqual(stateOf('a'));
  });
});
