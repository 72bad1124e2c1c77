import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { PermitError } from '@residence-permit/shared/errors';
import type { CardStorage, MemoryDevice } from '../card/index.ts';
import { type Fault, formatFault, openFaultyCard, seededRandom } from '../faults/index.ts';
import { fileDevice, fileStorage, lockImage, storageOver } from '../image/index.ts';
import type { BitRate } from '../timing/index.ts';
import { type SessionCost, serveVpcd } from '../transports/vpcd/index.ts';
import type { Report } from './report.ts';

export type InsertCard = {
  readonly image: string;
  readonly host: string;
  readonly port: number;
  /** The bit rate that the time model assumes, in kbit/s. */
  readonly bitRate: BitRate;
  /** What is to go wrong; none for a card that behaves. */
  readonly faults: readonly Fault[];
  /** Names what a corrupted answer and a torn write lose, so that it can be repeated. */
  readonly faultSeed: string;
  /** Aborted when the card is to be taken out. */
  readonly stop: AbortSignal;
};

/**
 * Serves a card in a slot of the virtual reader until it is taken out or the reader goes away. Reports `inserted`, a
 * `session` at each end of power that followed at least one APDU, and `removed`; never what an APDU said. A fault that takes
 * the card's power takes it out of the slot: `removed` then names the fault.
 * @throws PermitError IMAGE_BAD, STORE_CONFLICT when another process serves it, READER_ABSENT, READER_FAILED
 */
export async function insertCard(request: InsertCard, report: Report): Promise<void> {
  const lock = lockImage(request.image);
  try {
    if (fileStorage(request.image).load() === undefined)
      throw new PermitError('IMAGE_BAD', { detail: `no file ${request.image}` });
    const { image, host, port, bitRate, faults } = request;
    const storageOn = (device: MemoryDevice): CardStorage => storageOver(image, device);
    const faultRandom = seededRandom(request.faultSeed);
    const card = openFaultyCard({
      device: fileDevice(image),
      storageOn,
      random: randomBytes,
      bitRate,
      faults,
      faultRandom,
      wait,
    });
    const slot = await serveVpcd({ card, host, port, onSession: (cost) => reportSession(cost, report) });
    report({ event: 'inserted', image: request.image, host, port }, `inserted in slot ${host}:${port}`);
    const remove = (): void => void slot.remove();
    request.stop.addEventListener('abort', remove, { once: true });
    if (request.stop.aborted) remove();
    await slot.closed.catch((cause: unknown) => {
      if (card.removedBy === undefined) throw cause;
    });
    reportRemoval(request, card.removedBy, report);
  } finally {
    lock.release();
  }
}

function reportRemoval({ image, stop }: InsertCard, fault: Fault | undefined, report: Report): void {
  if (fault !== undefined) {
    report({ event: 'removed', image, fault: formatFault(fault) }, `removed by ${formatFault(fault)}`);
    return;
  }
  if (!stop.aborted) throw new PermitError('READER_ABSENT', { detail: 'the reader went away' });
  report({ event: 'removed', image }, 'removed');
}

function reportSession(cost: SessionCost, report: Report): void {
  const modelMs = Math.round(cost.modelMs * 100) / 100;
  const event = { event: 'session', apdus: cost.apdus, bytes: cost.bytes, modelMs };
  report(event, `session: ${cost.apdus} APDUs, ${cost.bytes} bytes, ${modelMs} ms modelled`);
}
