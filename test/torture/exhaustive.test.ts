import { type MemoryDevice, twoSlotStorage } from '@residence-permit/firmware-sim/card';
import { beforeAll, describe, expect, it } from 'vitest';
import { type StorageOn, tearLife } from './exhaustive.ts';
import { WHOLE_LIFE } from './life.ts';
import { PLANTED_FAULTS } from './planted-faults.ts';
import { Tally, type TallyJson } from './tally.ts';

const MEMORY_COMMANDS = [
  'put-key',
  'generate-key',
  'store',
  'end-personalisation',
  'pace',
  'present-dv',
  'present-terminal',
  'present-link',
  'prove',
  'read',
  'set-pin',
  'change-pin',
  'reset-counter',
  'write-record',
  'count',
  'terminate',
];

function torn(storageOn: StorageOn, visits = WHOLE_LIFE) {
  const tally = new Tally();
  tearLife({ storageOn, visits, tally, isEnough: () => tally.toJSON().broken > 50 });
  return tally.toJSON();
}

describe('a card whose power goes at every write of its life', () => {
  let result: TallyJson;
  beforeAll(() => {
    result = torn(twoSlotStorage);
  });

  it('is old or new, never neither, and goes on from there', () => {
    expect(result.findings).toEqual([]);
    expect(result).toMatchObject({ broken: 0 });
    expect(result.tears).toBeGreaterThan(10_000);
  });

  it.each(MEMORY_COMMANDS)('was torn in %s', (command) => {
    expect(result.perCommand[command]).toBeGreaterThan(100);
  });
});

describe('the torture finds', () => {
  it.each(Object.entries(PLANTED_FAULTS))('a card that %s', (_name, storageOn) => {
    expect(torn(storageOn, WHOLE_LIFE.slice(0, 1)).broken).toBeGreaterThan(0);
  });

  it('a card that forgets what it took before the check of a password', () => {
    expect(torn(forgettingLateCommits, WHOLE_LIFE).broken).toBeGreaterThan(0);
  });
});

/** Answers every command as if it had committed, but from the fiftieth on nothing reaches the memory. */
function forgettingLateCommits(device: MemoryDevice) {
  const storage = twoSlotStorage(device);
  let saves = 0;
  return {
    load: () => storage.load(),
    save: (state: Uint8Array) => {
      saves += 1;
      if (saves < 50) storage.save(state);
    },
  };
}
