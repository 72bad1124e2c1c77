import { randomBytes, randomUUID } from 'node:crypto';
import { inProcessTransport } from '@residence-permit/firmware-sim/transports/in-process';
import { makeTakeInChip } from '@residence-permit/issuer/intake';
import { makeMemoryRegister } from '@residence-permit/issuer/register';
import { openOffice } from '@residence-permit/issuer/serve';
import { expect } from 'vitest';
import { aBlank, SUPPLIER_MASTER } from '../../builders/a-blank.ts';
import { anOfficer } from '../../builders/an-officer.ts';
import { OFFICE_ID } from '../../builders/sample-offices.ts';
import type { OfficeClient } from '../office-client.ts';
import { good, prove, type ServedOffice } from './served-office.ts';

/** For how long a batch is looked at, and how often. */
export const BATCH_POLL = { timeout: 300_000, interval: 250 };

/** A reader of a counter, as a run names it. */
export type RunReader = { readonly agent: string; readonly reader: string };
/** Cards in each state. */
export type Counts = Readonly<Record<string, number>>;
/** A run as the service shows it. */
export type Run = {
  readonly state: string;
  readonly stopReason?: string;
  readonly stopCode?: string;
  readonly counts: Counts;
  readonly readers: readonly { readonly agent: string; readonly counts: Counts }[];
};
/** A blank of the stock. */
export type StockedChip = { readonly chip: ReturnType<typeof aBlank>; readonly chipNumber: Uint8Array<ArrayBuffer> };

export type BatchLab = Awaited<ReturnType<typeof batchLab>>;

/** Batches of a served office, and the chips for them; `producer` is the screen of whoever starts and stops them. */
export async function batchLab(office: ServedOffice, producer: OfficeClient) {
  const clock = () => Math.floor(Date.now() / 1000);
  const { authority } = await openOffice(office.at('office'), clock);
  const takeIn = makeTakeInChip({
    officeMaster: await authority.openPersonalisationMaster(),
    supplierMaster: SUPPLIER_MASTER,
    register: makeMemoryRegister(),
    random: (length) => new Uint8Array(randomBytes(length)),
    clock,
  });
  const { stores } = office;
  let chips = 0;

  return {
    /** Cases that two persons approved together. */
    async aBatch(size: number): Promise<string> {
      const batchId = randomUUID();
      const cases = await Promise.all(Array.from({ length: size }, () => office.aCase()));
      const [proposer, approver] = [anOfficer(), anOfficer()];
      await stores.inTransaction(proposer, async (tx) => {
        const applicationIds = cases.map(({ id }) => id).toSorted();
        const at = stores.clock();
        const proposed = { proposedBy: proposer.accountId, proposedAt: at };
        const batch = { id: batchId, officeId: OFFICE_ID, applicationIds, ...proposed };
        await tx.batches.insert(batch);
        await tx.batches.approve(batch, { accountId: approver.accountId, at });
      });
      return batchId;
    },
    async aChip(): Promise<StockedChip> {
      chips += 1;
      const chip = aBlank({ seed: `batch ${chips}` });
      const taken = await takeIn({ transport: inProcessTransport(chip), batch: 'test batch' });
      await stores.inTransaction(anOfficer(), (tx) =>
        tx.stock.takeIn([{ ...taken.chip, officeId: OFFICE_ID, account: 'VAULT' }]),
      );
      return { chip, chipNumber: new Uint8Array(taken.chip.chipNumber) };
    },
    async start(batchId: string, readers: readonly RunReader[], maxFailures = 3): Promise<void> {
      await prove(producer, 'sign');
      good(await producer.post(`/api/v1/production-batches/${batchId}/run`, { readers, maxFailures }));
    },
    async runOf(batchId: string): Promise<Run> {
      return good(await producer.get(`/api/v1/production-batches/${batchId}`))['run'] as Run;
    },
    /** The run is over, and so is the job at each of its readers. */
    async ended(batchId: string): Promise<void> {
      const { batchRunReader } = stores.database.prisma;
      await expect.poll(async () => (await this.runOf(batchId)).state, BATCH_POLL).not.toBe('RUNNING');
      const working = { where: { batchId, ticket: { not: null } } };
      await expect.poll(() => batchRunReader.count(working), BATCH_POLL).toBe(0);
    },
    /** How far the making of each card of a batch has come. */
    async statesOf(batchId: string): Promise<readonly string[]> {
      const attempts = await stores.database.prisma.productionAttempt.findMany({ where: { batchId } });
      return attempts.map(({ state }) => state).toSorted();
    },
  };
}
