import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type PiledChip, PilesAtCounter } from '../agent/piles-at-counter.ts';
import type { OfficeClient } from './office-client.ts';
import { BATCH_POLL, type BatchLab, batchLab } from './served/batch-lab.ts';
import { aServedOffice, good, prove, type ServedOffice, type ServedProcess } from './served/served-office.ts';

// Ceremony, certificates and accounts are processes of their own, some of which derive keys.
vi.setConfig({ testTimeout: 600_000, hookTimeout: 900_000 });

/** In the middle of the files: what stands on the chip is then not known. */
const IN_THE_FILES = 12;
const FAILED = Uint8Array.of(0x6f, 0x00);
/** A chip that takes nothing from there on, whenever it is tried. */
const failing = async (at: number) => (at >= IN_THE_FILES ? FAILED : undefined);

const EAST = { agent: 'COUNTER-1', reader: 'reader 1' };
const WEST = { agent: 'COUNTER-2', reader: 'reader 2' };

/** A batch at two counters whose lines end in two processes of the service. */
describe('a batch that is made by jobs', () => {
  let office: ServedOffice;
  let first: ServedProcess;
  let second: ServedProcess;
  let producer: OfficeClient;
  let lab: BatchLab;
  const east = new PilesAtCounter(EAST.reader);
  const west = new PilesAtCounter(WEST.reader);

  beforeAll(async () => {
    office = await aServedOffice();
    first = await office.serve();
    second = await office.serve({ args: ['--no-jobs'] });
    producer = (await office.staff(first, { producer: 'producer' })).producer;
    await office.agent(EAST.agent, first, east);
    await office.agent(WEST.agent, second, west);
    lab = await batchLab(office, producer);
  });
  afterAll(() => office.close());

  test('is made at the counters of both, at once, and counted for each', async () => {
    const batchId = await lab.aBatch(4);
    // Neither goes on before both are in the middle of a chip.
    const both = aGate(2);
    const meeting = async (at: number) => (at === IN_THE_FILES ? both() : undefined);
    const piles = [await aPile(3, meeting), await aPile(3, meeting)] as const;
    east.lay(piles[0]);
    west.lay(piles[1]);
    await lab.start(batchId, [EAST, WEST]);
    await lab.ended(batchId);

    const run = await lab.runOf(batchId);
    expect(run).toMatchObject({ state: 'FINISHED', counts: { MADE: 4, SET_ASIDE: 0, WAITING: 0, TAKEN: 0, LEFT: 0 } });
    expect(run.readers.map(({ agent }) => agent)).toEqual([EAST.agent, WEST.agent]);
    const made = run.readers.map(({ counts }) => counts['MADE'] ?? 0);
    for (const count of made) expect(count).toBeGreaterThan(0);
    expect(made[0]).toBe(4 - (made[1] ?? 0));
    expect(await lab.statesOf(batchId)).toEqual(Array(4).fill('READ_BACK'));
  });

  test('waits when it is stopped, and goes on when it is started again', async () => {
    const batchId = await lab.aBatch(1);
    east.lay([]);
    await lab.start(batchId, [EAST]);
    await expect.poll(async () => (await lab.runOf(batchId)).counts, BATCH_POLL).toMatchObject({ TAKEN: 1 });
    await prove(producer, 'sign');
    const stop = `/api/v1/production-batches/${batchId}/run/stop`;
    expect(good(await producer.post(stop))).toEqual({ state: 'STOPPED' });
    expect((await producer.post(stop)).body['code']).toBe('run-not-under-way');
    await expect
      .poll(async () => (await lab.runOf(batchId)).counts, BATCH_POLL)
      .toMatchObject({ WAITING: 1, TAKEN: 0 });
    await lab.ended(batchId);
    expect(await lab.runOf(batchId)).toMatchObject({ state: 'STOPPED', stopReason: 'ASKED' });

    east.lay(await aPile(1));
    await lab.start(batchId, [EAST]);
    await lab.ended(batchId);
    expect((await lab.runOf(batchId)).state).toBe('FINISHED');
    expect(await lab.statesOf(batchId)).toEqual(['READ_BACK']);
  });

  test('goes on at the other counter when a process is killed; nobody knows what stands on its card, which is set aside', async () => {
    const { batchId, chip } = await killed(failing);
    await lab.ended(batchId);
    expect(await lab.runOf(batchId)).toMatchObject({
      state: 'STOPPED',
      stopReason: 'REST',
      counts: { MADE: 2, SET_ASIDE: 1, WAITING: 0, TAKEN: 0 },
    });
    expect(await lab.statesOf(batchId)).toEqual(['QUARANTINED', 'READ_BACK', 'READ_BACK']);
    const { prisma } = office.stores.database;
    const card = await prisma.card.findFirstOrThrow({ where: { chipNumber: chip.chipNumber } });
    expect(card).toMatchObject({ state: 'QUARANTINED', quarantineReason: 'outcome-unknown' });
    expect(card.standingChangedAt).not.toBeNull();
  });

  test('finishes a card whose process was killed, on its chip, when that can still be told', async () => {
    const { batchId, chip } = await killed(async () => undefined);
    await lab.ended(batchId);
    expect((await lab.runOf(batchId)).state).toBe('FINISHED');
    expect(await lab.statesOf(batchId)).toEqual(['READ_BACK', 'READ_BACK', 'READ_BACK']);
    const { prisma } = office.stores.database;
    const card = await prisma.card.findFirstOrThrow({ where: { chipNumber: chip.chipNumber } });
    const attempt = await prisma.productionAttempt.findFirstOrThrow({
      where: { batchId, cardNumber: card.cardNumber },
    });
    expect(attempt.state).toBe('READ_BACK');
  });

  test('sets aside what fails, and stops after so many in a row, with the code of the last', async () => {
    const batchId = await lab.aBatch(3);
    const bad = await aPile(2, failing);
    east.lay([...bad, ...(await aPile(1))]);
    await lab.start(batchId, [EAST], 2);
    await lab.ended(batchId);
    const run = await lab.runOf(batchId);
    expect(run).toMatchObject({ state: 'STOPPED', stopReason: 'FAILURES', counts: { SET_ASIDE: 2, WAITING: 1 } });
    expect(run.stopCode).toMatch(/^(SCP_FAILED|CARD_STATUS)$/);
    expect(await lab.statesOf(batchId)).toEqual(['QUARANTINED', 'QUARANTINED', 'RESERVED']);
    expect(east.left).toBe(1);
  });

  /**
   * A batch of three, one of which is in the middle of its chip when the process dies that has it; the other counter makes the
   * rest meanwhile. Answers when another process has taken the place of the dead one.
   * @param after what happens at the chip from then on
   */
  async function killed(after: (at: number) => Promise<Uint8Array | undefined>) {
    const batchId = await lab.aBatch(3);
    const reached = aLatch();
    const dead = aLatch();
    let isDead = false;
    const chip = await lab.aChip();
    west.lay([
      {
        chip: chip.chip,
        trouble: async (at) => {
          if (isDead) return after(at);
          if (at !== IN_THE_FILES) return undefined;
          reached.open();
          return dead.opened;
        },
      },
    ]);
    east.lay(await aPile(2, () => reached.opened));
    await lab.start(batchId, [EAST, WEST]);
    await reached.opened;
    const gone = once(second.child, 'exit');
    second.child.kill('SIGKILL');
    await gone;
    isDead = true;
    dead.open();
    await expect.poll(async () => (await lab.runOf(batchId)).counts, BATCH_POLL).toMatchObject({ MADE: 2, TAKEN: 1 });
    expect((await lab.runOf(batchId)).state).toBe('RUNNING');
    second = await office.serve({ args: ['--no-jobs'], relayPort: second.counterPort });
    return { batchId, chip };
  }

  /** So many blanks of the stock, all with that trouble. */
  async function aPile(size: number, trouble?: PiledChip['trouble']): Promise<readonly PiledChip[]> {
    const pile = await Promise.all(Array.from({ length: size }, () => lab.aChip()));
    return pile.map(({ chip }) => ({ chip, ...(trouble === undefined ? {} : { trouble }) }));
  }
});

/** What others wait for until it is opened. */
function aLatch() {
  let open = (): void => undefined;
  const opened = new Promise<undefined>((resolve) => {
    open = () => resolve(undefined);
  });
  return { open: () => open(), opened };
}

/** Opens for everybody as soon as so many stand before it. */
function aGate(size: number): () => Promise<undefined> {
  const { open, opened } = aLatch();
  let waiting = 0;
  return () => {
    waiting += 1;
    if (waiting >= size) open();
    return opened;
  };
}
