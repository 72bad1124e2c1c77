import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seededRandom } from '../builders/seeded-random.ts';
import { expectSound } from './saga/expect-sound.ts';
import { runSaga } from './saga/run-saga.ts';
import { sagaLab, type SagaLab } from './saga/saga-lab.ts';
import type { KillAt } from './saga/saga-process.ts';

/** Commits of an undisturbed way, from the reservation to the active card; a count past the last one ends by itself. */
const COMMITS = 40;
const SEEDED_APDUS = 40;
/** APDUs of an undisturbed way. */
const APDUS = 150;

describe('a process that is killed between the decision and the active card', () => {
  let lab: SagaLab;
  beforeAll(async () => {
    lab = await sagaLab();
  });
  afterAll(() => lab.close());

  async function isKilledAndGoesOn(killAt: KillAt): Promise<boolean> {
    const place = await lab.newCase();
    const isKilled = await lab.isKilledAt(place, killAt);
    const saga = await lab.openAgain(place);
    try {
      const cardNumber = await runSaga(saga, place);
      await expectSound(lab, place, cardNumber);
    } finally {
      await saga.close();
    }
    return isKilled;
  }

  test('goes on after every commit', { timeout: 600_000 }, async () => {
    const killed: boolean[] = [];
    for (let count = 1; count <= COMMITS; count += 1) {
      killed.push(await isKilledAndGoesOn({ what: 'commit', count }));
      if (killed.at(-1) === false) break;
    }
    expect(killed.at(-1)).toBe(false);
    expect(killed.length).toBeGreaterThan(15);
  });

  test(`goes on before ${SEEDED_APDUS} seeded commands to the chip`, { timeout: 600_000 }, async () => {
    const random = seededRandom('saga apdus');
    let kills = 0;
    for (let run = 0; run < SEEDED_APDUS; run += 1) {
      const [high = 0, low = 0] = random(2);
      const count = 1 + ((high * 256 + low) % APDUS);
      if (await isKilledAndGoesOn({ what: 'apdu', count })) kills += 1;
    }
    expect(kills).toBeGreaterThan(SEEDED_APDUS / 2);
  });
});
