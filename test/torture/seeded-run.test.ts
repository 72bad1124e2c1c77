import { twoSlotStorage } from '@residence-permit/firmware-sim/card';
import { describe, expect, it } from 'vitest';
import { PLANTED_FAULTS } from './planted-faults.ts';
import { makeStartingCards, runSeed } from './seeded-run.ts';
import { Tally } from './tally.ts';

const SEEDS = 120;
const cards = makeStartingCards();

describe('a card whose power goes in the middle of a visit', () => {
  it('goes on where it stood, whatever the seed, and counts a repeated use once', () => {
    const tally = new Tally();
    for (let seed = 1; seed <= SEEDS; seed += 1) runSeed({ seed, cards, storageOn: twoSlotStorage, tally });
    const { tears, findings } = tally.toJSON();
    expect(findings).toEqual([]);
    expect(tears).toBeGreaterThan(SEEDS);
  });

  it.each(Object.entries(PLANTED_FAULTS))('is found out where it %s', (_name, storageOn) => {
    const tally = new Tally();
    for (let seed = 1; seed <= SEEDS && tally.toJSON().broken === 0; seed += 1)
      runSeed({ seed, cards, storageOn, tally });
    expect(tally.toJSON()).toMatchObject({ findings: [expect.stringMatching(/^seed \d+: /)] });
  });
});
