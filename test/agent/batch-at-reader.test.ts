import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { VpcdSlot } from '@residence-permit/firmware-sim/transports/vpcd';
import { CardError } from '@residence-permit/shared/errors';
import { BATCH_POLL, type BatchLab, batchLab, type StockedChip } from '../office/served/batch-lab.ts';
import { aServedOffice, type ServedOffice, type ServedProcess } from '../office/served/served-office.ts';
import { rerunUnderVirtualReader } from '../pcsc/run-under-virtual-reader.ts';
import { insertChip, type Trouble } from '../pcsc/served-chip.ts';
import { slotEmpty } from '../pcsc/slots.ts';

// Ceremony, certificates and accounts are processes of their own, some of which derive keys.
vi.setConfig({ testTimeout: 600_000, hookTimeout: 900_000 });

const LIMIT_MS = 900_000;
const STATION = { agent: 'COUNTER-1', reader: 'Virtual Reader 00 00' } as const;
/** In the middle of the files. */
const IN_THE_FILES = 12;

/** A batch with nothing in place of anything: service, agent of a counter, pcscd, its driver; chips are laid on in turn. */
describe('a batch at a PC/SC reader', () => {
  if (process.env['PERMIT_VPCD_PORT'] === undefined) describeOutside();
  else describeInside(Number(process.env['PERMIT_VPCD_PORT']));
});

function describeOutside(): void {
  it('is made by the agent of a counter, chip after chip', { timeout: LIMIT_MS }, async () => {
    const outcome = await rerunUnderVirtualReader(import.meta.url);
    expect([...outcome].filter(([, status]) => status !== 'passed')).toEqual([]);
    expect(outcome.size).toBe(2);
  });
}

function describeInside(port: number): void {
  let office: ServedOffice;
  let service: ServedProcess;
  let lab: BatchLab;
  let slot: VpcdSlot | undefined;

  beforeAll(async () => {
    office = await aServedOffice();
    service = await office.serve();
    const { producer } = await office.staff(service, { producer: 'producer' });
    lab = await batchLab(office, producer);
    await office.agentProcess(STATION.agent, service);
  });
  afterAll(async () => {
    await slot?.remove();
    await office.close();
  });

  /** Lays a chip on the reader, which has to be empty. */
  async function lay({ chip }: StockedChip, trouble?: Trouble): Promise<void> {
    slot = await insertChip(chip, port, trouble);
  }
  async function takeAway(): Promise<void> {
    await slot?.remove().catch(() => undefined);
    slot = undefined;
    await slotEmpty(STATION.reader);
  }
  const made = async (batchId: string) => (await lab.runOf(batchId)).counts['MADE'];
  /** The numbers of the chips that a batch was made on. */
  async function chipsOf(batchId: string): Promise<readonly string[]> {
    const where = { attempts: { some: { batchId } } };
    const cards = await office.stores.database.prisma.card.findMany({ where });
    return cards.map(({ chipNumber }) => Buffer.from(chipNumber ?? []).toString('hex')).toSorted();
  }
  const numbersOf = (chips: readonly StockedChip[]) =>
    chips.map(({ chipNumber }) => Buffer.from(chipNumber).toString('hex')).toSorted();

  it('waits for each chip, makes it, and takes the next when it was taken away', async () => {
    const batchId = await lab.aBatch(3);
    const chips = [await lab.aChip(), await lab.aChip(), await lab.aChip()];
    await lab.start(batchId, [STATION]);
    for (const [at, chip] of chips.entries()) {
      expect(await lab.runOf(batchId)).toMatchObject({ state: 'RUNNING', counts: { MADE: at } });
      await lay(chip);
      await expect.poll(() => made(batchId), BATCH_POLL).toBe(at + 1);
      await takeAway();
    }
    await lab.ended(batchId);
    expect(await lab.runOf(batchId)).toMatchObject({ state: 'FINISHED', counts: { MADE: 3, SET_ASIDE: 0, LEFT: 0 } });
    expect(await lab.statesOf(batchId)).toEqual(['READ_BACK', 'READ_BACK', 'READ_BACK']);
    expect(await chipsOf(batchId)).toEqual(numbersOf(chips));
  });

  it('goes on with a chip that was lifted in the middle and laid on again', async () => {
    const batchId = await lab.aBatch(1);
    const chip = await lab.aChip();
    await lab.start(batchId, [STATION]);
    let lifted = false;
    const lift: Trouble = async (at) => {
      if (at !== IN_THE_FILES || lifted) return undefined;
      lifted = true;
      throw new CardError('CARD_REMOVED');
    };
    await lay(chip, lift);
    await expect.poll(() => lifted, BATCH_POLL).toBe(true);
    await takeAway();
    await lay(chip);
    await expect.poll(() => made(batchId), BATCH_POLL).toBe(1);
    await takeAway();
    await lab.ended(batchId);
    expect(await lab.statesOf(batchId)).toEqual(['READ_BACK']);
    expect(await chipsOf(batchId)).toEqual(numbersOf([chip]));
  });
}
