import { randomBytes, randomUUID } from 'node:crypto';
import { makeTakeInChip } from '@residence-permit/issuer/intake';
import { makeMemoryRegister } from '@residence-permit/issuer/register';
import { openOffice } from '@residence-permit/issuer/serve';
import { CardError } from '@residence-permit/shared/errors';
import type { VpcdSlot } from '@residence-permit/firmware-sim/transports/vpcd';
import { inProcessTransport } from '@residence-permit/firmware-sim/transports/in-process';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { aBlank, SUPPLIER_MASTER } from '../builders/a-blank.ts';
import { anOfficer } from '../builders/an-officer.ts';
import { OFFICE_ID } from '../builders/sample-offices.ts';
import { rerunWith, runUnderVirtualReader } from '../pcsc/run-under-virtual-reader.ts';
import { insertChip, type Trouble } from '../pcsc/served-chip.ts';
import { slotEmpty } from '../pcsc/slots.ts';
import type { OfficeClient } from './office-client.ts';
import { aServedOffice, good, prove, type ServedOffice, type ServedProcess } from './served/served-office.ts';

// Ceremony, certificates and accounts are processes of their own, some of which derive keys.
vi.setConfig({ testTimeout: 900_000, hookTimeout: 900_000 });

const POLL = { timeout: 300_000, interval: 250 };
/** In the middle of the files: what stands on the chip is then not known. */
const IN_THE_FILES = 12;
/** A chip that fails at the same command whenever it is tried. */
const failing: Trouble = async (at) => (at === IN_THE_FILES ? Uint8Array.of(0x6f, 0x00) : undefined);

type Place = { readonly agent: string; readonly reader: string; readonly port: number };
type Chip = { readonly card: ReturnType<typeof aBlank>; readonly chipNumber: Uint8Array<ArrayBuffer> };
type Run = {
  readonly state: string;
  readonly stopReason?: string;
  readonly stopCode?: string;
  readonly counts: Readonly<Record<string, number>>;
  readonly readers: readonly { readonly counts: Readonly<Record<string, number>> }[];
};

/** A batch at two counters with two readers each, whose lines end in two processes: pcscd, agents, chips, nothing in their place. */
describe('a batch that is made by jobs', () => {
  const port = process.env['PERMIT_VPCD_PORT'];
  if (port === undefined) describeOutside();
  else describeInside(Number(port));
});

function describeOutside(): void {
  it('is made at the readers of several counters', async () => {
    const twoCounters = (command: readonly string[]) => runUnderVirtualReader(command, { PERMIT_VPCD_DEVICES: '2' });
    const outcome = await rerunWith(twoCounters, import.meta.url);
    expect([...outcome].filter(([, status]) => status !== 'passed')).toEqual([]);
    expect(outcome.size).toBe(3);
  });
}

function describeInside(port: number): void {
  const names = ['Virtual Reader 00 00', 'Virtual Reader 00 01', 'Virtual Reader 2 00 00', 'Virtual Reader 2 00 01'];
  const places = names.map((reader, slot) => ({ agent: `COUNTER-${slot < 2 ? 1 : 2}`, reader, port: port + slot }));
  let office: ServedOffice;
  let first: ServedProcess;
  let second: ServedProcess;
  let producer: OfficeClient;
  let takeIn: ReturnType<typeof makeTakeInChip>;
  let chips = 0;

  beforeAll(async () => {
    office = await aServedOffice();
    first = await office.serve();
    second = await office.serve({ args: ['--no-jobs'] });
    producer = (await office.staff(first, { producer: 'producer' })).producer;
    await office.agentProcess('COUNTER-1', first);
    await office.agentProcess('COUNTER-2', second);
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

  it('goes over every reader of both, and a card that fails is set aside and revoked', async () => {
    const batchId = await aBatch(5);
    await start(batchId, places);
    const bad = await aChip();
    const stacks = await Promise.all(places.map(async (_place, slot) => (slot === 0 ? [bad] : [await aChip()])));
    const spare = [await aChip(), await aChip()];
    await Promise.all(
      places.map(async (place, slot) => {
        const own = stacks[slot] ?? [];
        for (let chip = own.shift() ?? spare.shift(); chip !== undefined; chip = own.shift() ?? spare.shift()) {
          await make(batchId, place, chip, chip === bad ? failing : undefined);
          if ((await runOf(batchId)).state !== 'RUNNING') return;
        }
      }),
    );
    const run = await runOf(batchId);
    expect(run).toMatchObject({
      state: 'STOPPED',
      stopReason: 'REST',
      counts: { MADE: 4, SET_ASIDE: 1, WAITING: 0, TAKEN: 0, LEFT: 0 },
    });
    for (const { counts } of run.readers) expect((counts['MADE'] ?? 0) + (counts['SET_ASIDE'] ?? 0)).toBeGreaterThan(0);
    const { prisma } = office.stores.database;
    const failed = await prisma.card.findFirstOrThrow({ where: { chipNumber: bad.chipNumber } });
    expect(failed).toMatchObject({ state: 'QUARANTINED', quarantineReason: 'outcome-unknown' });
    expect(failed.standingChangedAt).not.toBeNull();
    const attempts = await prisma.productionAttempt.findMany({ where: { batchId } });
    expect(attempts.map(({ state }) => state).toSorted()).toEqual(['QUARANTINED', ...Array(4).fill('READ_BACK')]);
  });

  it('is stopped and gone on with, and a card whose process was killed goes on at its reader', async () => {
    const [, , place] = places;
    if (place === undefined) throw new Error('no place');
    const batchId = await aBatch(1);
    await start(batchId, [place]);
    await prove(producer, 'sign');
    const stop = `/api/v1/production-batches/${batchId}/run/stop`;
    expect(good(await producer.post(stop))).toEqual({ state: 'STOPPED' });
    expect((await producer.post(stop)).body['code']).toBe('run-not-under-way');
    await expect.poll(async () => (await runOf(batchId)).counts, POLL).toMatchObject({ WAITING: 1, TAKEN: 0 });
    await start(batchId, [place]);

    const chip = await aChip();
    let isReached = false;
    let goOn = (): void => undefined;
    const killed = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const slot = await insert(place, chip, async (at) => {
      if (at === IN_THE_FILES && !isReached) {
        isReached = true;
        await killed;
      }
      return undefined;
    });
    await expect.poll(() => isReached, POLL).toBe(true);
    second.child.kill('SIGKILL');
    goOn();
    second = await office.serve({ args: ['--no-jobs'], relayPort: second.counterPort });
    await expect.poll(async () => (await runOf(batchId)).state, POLL).toBe('FINISHED');
    await slot.remove();
    const attempts = await office.stores.database.prisma.productionAttempt.findMany({
      where: { batchId },
      include: { card: true },
    });
    expect(attempts.map(({ state }) => state)).toEqual(['READ_BACK']);
    expect(attempts[0]?.card.chipNumber).toEqual(chip.chipNumber);
  });

  it('stops after so many failures in a row, with the code of the last', async () => {
    const [place] = places;
    if (place === undefined) throw new Error('no place');
    const batchId = await aBatch(3);
    await start(batchId, [place], 2);
    for (const chip of [await aChip(), await aChip()]) await make(batchId, place, chip, failing);
    const run = await runOf(batchId);
    expect(run).toMatchObject({ state: 'STOPPED', stopReason: 'FAILURES', counts: { SET_ASIDE: 2, WAITING: 1 } });
    expect(run.stopCode).toMatch(/^(SCP_FAILED|CARD_STATUS)$/);
  });

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

  async function start(batchId: string, at: readonly Place[], maxFailures = 3): Promise<void> {
    await prove(producer, 'sign');
    const readers = at.map(({ agent, reader }) => ({ agent, reader }));
    good(await producer.post(`/api/v1/production-batches/${batchId}/run`, { readers, maxFailures }));
  }

  async function runOf(batchId: string): Promise<Run> {
    return good(await producer.get(`/api/v1/production-batches/${batchId}`))['run'] as Run;
  }

  /** A blank of the stock. */
  async function aChip(): Promise<Chip> {
    chips += 1;
    const card = aBlank({ seed: `batch ${chips}` });
    const { chip } = await takeIn({ transport: inProcessTransport(card), batch: 'test batch' });
    await office.stores.inTransaction(anOfficer(), (tx) =>
      tx.stock.takeIn([{ ...chip, officeId: OFFICE_ID, account: 'VAULT' }]),
    );
    return { card, chipNumber: new Uint8Array(chip.chipNumber) };
  }

  /** A reader that did not look at the card in time, as on a busy machine, gets it once more. */
  async function insert(place: Place, chip: Chip, trouble?: Trouble, tries = 10): Promise<VpcdSlot> {
    await slotEmpty(place.reader);
    try {
      return await insertChip(chip.card, place.port, trouble);
    } catch (cause) {
      if (tries === 0 || !(cause instanceof CardError) || cause.code !== 'READER_FAILED') throw cause;
      return insert(place, chip, trouble, tries - 1);
    }
  }

  /** Puts a chip on the reader until its card is made or set aside, or the run is over. */
  async function make(batchId: string, place: Place, chip: Chip, trouble?: Trouble): Promise<void> {
    const slot = await insert(place, chip, trouble);
    const isDone = async () => {
      const made = await office.stores.database.prisma.productionAttempt.findFirst({
        where: { batchId, card: { chipNumber: chip.chipNumber }, state: { in: ['READ_BACK', 'QUARANTINED'] } },
      });
      return made !== null || (await runOf(batchId)).state !== 'RUNNING';
    };
    await expect.poll(isDone, POLL).toBe(true);
    await slot.remove();
  }
}
