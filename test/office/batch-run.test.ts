import { once } from 'node:events';
import { randomBytes, randomUUID } from 'node:crypto';
import { makeTakeInChip } from '@residence-permit/issuer/intake';
import { makeMemoryRegister } from '@residence-permit/issuer/register';
import { openOffice } from '@residence-permit/issuer/serve';
import { inProcessTransport } from '@residence-permit/firmware-sim/transports/in-process';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type PiledChip, PilesAtCounter } from '../agent/piles-at-counter.ts';
import { aBlank, SUPPLIER_MASTER } from '../builders/a-blank.ts';
import { anOfficer } from '../builders/an-officer.ts';
import { OFFICE_ID } from '../builders/sample-offices.ts';
import type { OfficeClient } from './office-client.ts';
import { aServedOffice, good, prove, type ServedOffice, type ServedProcess } from './served/served-office.ts';

// Ceremony, certificates and accounts are processes of their own, some of which derive keys.
vi.setConfig({ testTimeout: 600_000, hookTimeout: 900_000 });

const POLL = { timeout: 300_000, interval: 250 };
/** In the middle of the files: what stands on the chip is then not known. */
const IN_THE_FILES = 12;
const FAILED = Uint8Array.of(0x6f, 0x00);
/** A chip that takes nothing from there on, whenever it is tried. */
const failing = async (at: number) => (at >= IN_THE_FILES ? FAILED : undefined);

const EAST = { agent: 'COUNTER-1', reader: 'reader 1' };
const WEST = { agent: 'COUNTER-2', reader: 'reader 2' };

type Chip = { readonly chip: ReturnType<typeof aBlank>; readonly chipNumber: Uint8Array<ArrayBuffer> };
type Counts = Readonly<Record<string, number>>;
type Run = {
  readonly state: string;
  readonly stopReason?: string;
  readonly stopCode?: string;
  readonly counts: Counts;
  readonly readers: readonly { readonly agent: string; readonly counts: Counts }[];
};

/** A batch at two counters whose lines end in two processes of the service. */
describe('a batch that is made by jobs', () => {
  let office: ServedOffice;
  let first: ServedProcess;
  let second: ServedProcess;
  let producer: OfficeClient;
  let takeIn: ReturnType<typeof makeTakeInChip>;
  let chips = 0;
  const east = new PilesAtCounter(EAST.reader);
  const west = new PilesAtCounter(WEST.reader);

  beforeAll(async () => {
    office = await aServedOffice();
    first = await office.serve();
    second = await office.serve({ args: ['--no-jobs'] });
    producer = (await office.staff(first, { producer: 'producer' })).producer;
    await office.agent(EAST.agent, first, east);
    await office.agent(WEST.agent, second, west);
    const clock = () => Math.floor(Date.now() / 1000);
    const { authority } = await openOffice(office.at('office'), clock);
    takeIn = makeTakeInChip({
      officeMaster: await authority.openPersonalisationMaster(),
      supplierMaster: SUPPLIER_MASTER,
      register: makeMemoryRegister(),
      random: (length) => new Uint8Array(randomBytes(length)),
      clock,
    });
  });
  afterAll(() => office.close());

  test('is made at the counters of both, at once, and counted for each', async () => {
    const batchId = await aBatch(4);
    // Neither goes on before both are in the middle of a chip.
    const both = aGate(2);
    const meeting = async (at: number) => (at === IN_THE_FILES ? both() : undefined);
    const piles = [await aPile(3, meeting), await aPile(3, meeting)] as const;
    east.lay(piles[0]);
    west.lay(piles[1]);
    await start(batchId, [EAST, WEST]);
    await ended(batchId);

    const run = await runOf(batchId);
    expect(run).toMatchObject({ state: 'FINISHED', counts: { MADE: 4, SET_ASIDE: 0, WAITING: 0, TAKEN: 0, LEFT: 0 } });
    expect(run.readers.map(({ agent }) => agent)).toEqual([EAST.agent, WEST.agent]);
    const made = run.readers.map(({ counts }) => counts['MADE'] ?? 0);
    for (const count of made) expect(count).toBeGreaterThan(0);
    expect(made[0]).toBe(4 - (made[1] ?? 0));
    expect(await statesOf(batchId)).toEqual(Array(4).fill('READ_BACK'));
  });

  test('waits when it is stopped, and goes on when it is started again', async () => {
    const batchId = await aBatch(1);
    east.lay([]);
    await start(batchId, [EAST]);
    await expect.poll(async () => (await runOf(batchId)).counts, POLL).toMatchObject({ TAKEN: 1 });
    await prove(producer, 'sign');
    const stop = `/api/v1/production-batches/${batchId}/run/stop`;
    expect(good(await producer.post(stop))).toEqual({ state: 'STOPPED' });
    expect((await producer.post(stop)).body['code']).toBe('run-not-under-way');
    await expect.poll(async () => (await runOf(batchId)).counts, POLL).toMatchObject({ WAITING: 1, TAKEN: 0 });
    await ended(batchId);
    expect(await runOf(batchId)).toMatchObject({ state: 'STOPPED', stopReason: 'ASKED' });

    east.lay(await aPile(1));
    await start(batchId, [EAST]);
    await ended(batchId);
    expect((await runOf(batchId)).state).toBe('FINISHED');
    expect(await statesOf(batchId)).toEqual(['READ_BACK']);
  });

  test('goes on at the other counter when a process is killed; nobody knows what stands on its card, which is set aside', async () => {
    const { batchId, chip } = await killed(failing);
    await ended(batchId);
    expect(await runOf(batchId)).toMatchObject({
      state: 'STOPPED',
      stopReason: 'REST',
      counts: { MADE: 2, SET_ASIDE: 1, WAITING: 0, TAKEN: 0 },
    });
    expect(await statesOf(batchId)).toEqual(['QUARANTINED', 'READ_BACK', 'READ_BACK']);
    const { prisma } = office.stores.database;
    const card = await prisma.card.findFirstOrThrow({ where: { chipNumber: chip.chipNumber } });
    expect(card).toMatchObject({ state: 'QUARANTINED', quarantineReason: 'outcome-unknown' });
    expect(card.standingChangedAt).not.toBeNull();
  });

  test('finishes a card whose process was killed, on its chip, when that can still be told', async () => {
    const { batchId, chip } = await killed(async () => undefined);
    await ended(batchId);
    expect((await runOf(batchId)).state).toBe('FINISHED');
    expect(await statesOf(batchId)).toEqual(['READ_BACK', 'READ_BACK', 'READ_BACK']);
    const { prisma } = office.stores.database;
    const card = await prisma.card.findFirstOrThrow({ where: { chipNumber: chip.chipNumber } });
    const attempt = await prisma.productionAttempt.findFirstOrThrow({
      where: { batchId, cardNumber: card.cardNumber },
    });
    expect(attempt.state).toBe('READ_BACK');
  });

  test('sets aside what fails, and stops after so many in a row, with the code of the last', async () => {
    const batchId = await aBatch(3);
    const bad = await aPile(2, failing);
    east.lay([...bad, ...(await aPile(1))]);
    await start(batchId, [EAST], 2);
    await ended(batchId);
    const run = await runOf(batchId);
    expect(run).toMatchObject({ state: 'STOPPED', stopReason: 'FAILURES', counts: { SET_ASIDE: 2, WAITING: 1 } });
    expect(run.stopCode).toMatch(/^(SCP_FAILED|CARD_STATUS)$/);
    expect(await statesOf(batchId)).toEqual(['QUARANTINED', 'QUARANTINED', 'RESERVED']);
    expect(east.left).toBe(1);
  });

  /**
   * A batch of three, one of which is in the middle of its chip when the process dies that has it; the other counter makes the
   * rest meanwhile. Answers when another process has taken the place of the dead one.
   * @param after what happens at the chip from then on
   */
  async function killed(after: (at: number) => Promise<Uint8Array | undefined>) {
    const batchId = await aBatch(3);
    const reached = aLatch();
    const dead = aLatch();
    let isDead = false;
    const chip = await aChip();
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
    await start(batchId, [EAST, WEST]);
    await reached.opened;
    const gone = once(second.child, 'exit');
    second.child.kill('SIGKILL');
    await gone;
    isDead = true;
    dead.open();
    await expect.poll(async () => (await runOf(batchId)).counts, POLL).toMatchObject({ MADE: 2, TAKEN: 1 });
    expect((await runOf(batchId)).state).toBe('RUNNING');
    second = await office.serve({ args: ['--no-jobs'], relayPort: second.counterPort });
    return { batchId, chip };
  }

  /** Cases that two persons approved together. */
  async function aBatch(size: number): Promise<string> {
    const batchId = randomUUID();
    const cases = await Promise.all(Array.from({ length: size }, () => office.aCase()));
    const [proposer, approver] = [anOfficer(), anOfficer()];
    await office.stores.inTransaction(proposer, async (tx) => {
      const applicationIds = cases.map(({ id }) => id).toSorted();
      const at = office.stores.clock();
      const batch = {
        id: batchId,
        officeId: OFFICE_ID,
        applicationIds,
        proposedBy: proposer.accountId,
        proposedAt: at,
      };
      await tx.batches.insert(batch);
      await tx.batches.approve(batch, { accountId: approver.accountId, at });
    });
    return batchId;
  }

  async function start(batchId: string, readers: readonly (typeof EAST)[], maxFailures = 3): Promise<void> {
    await prove(producer, 'sign');
    good(await producer.post(`/api/v1/production-batches/${batchId}/run`, { readers, maxFailures }));
  }

  async function runOf(batchId: string): Promise<Run> {
    return good(await producer.get(`/api/v1/production-batches/${batchId}`))['run'] as Run;
  }

  /** The run is over, and so is the job at each of its readers. */
  async function ended(batchId: string): Promise<void> {
    const { batchRunReader } = office.stores.database.prisma;
    await expect.poll(async () => (await runOf(batchId)).state, POLL).not.toBe('RUNNING');
    await expect.poll(() => batchRunReader.count({ where: { batchId, ticket: { not: null } } }), POLL).toBe(0);
  }

  /** A blank of the stock. */
  async function aChip(): Promise<Chip> {
    chips += 1;
    const chip = aBlank({ seed: `batch ${chips}` });
    const taken = await takeIn({ transport: inProcessTransport(chip), batch: 'test batch' });
    await office.stores.inTransaction(anOfficer(), (tx) =>
      tx.stock.takeIn([{ ...taken.chip, officeId: OFFICE_ID, account: 'VAULT' }]),
    );
    return { chip, chipNumber: new Uint8Array(taken.chip.chipNumber) };
  }

  /** So many blanks of the stock, all with that trouble. */
  async function aPile(size: number, trouble?: PiledChip['trouble']): Promise<readonly PiledChip[]> {
    const pile = await Promise.all(Array.from({ length: size }, () => aChip()));
    return pile.map(({ chip }) => ({ chip, ...(trouble === undefined ? {} : { trouble }) }));
  }

  /** How far the making of each card of a batch has come. */
  async function statesOf(batchId: string): Promise<readonly string[]> {
    const attempts = await office.stores.database.prisma.productionAttempt.findMany({ where: { batchId } });
    return attempts.map(({ state }) => state).toSorted();
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
