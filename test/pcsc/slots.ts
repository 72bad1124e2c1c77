import { setTimeout as sleep } from 'node:timers/promises';
import { listReaders } from '@residence-permit/reader/pcsc';
import { CardError } from '@residence-permit/shared/errors';

const POLL_MS = 50;
const LIMIT_MS = 60_000;

type Seen = Awaited<ReturnType<typeof listReaders>>;

/**
 * Waits until the PC/SC service has seen that no card is left, or does not run. The virtual reader looks every 400 ms, a
 * busy machine later, and a card that comes before that is taken for the one that went.
 */
export function slotsEmpty(): Promise<void> {
  return until('every slot to be empty', (readers) => readers.every(({ card }) => card === 'absent'));
}

/** The same for one slot, while there may be cards in others. */
export function slotEmpty(reader: string): Promise<void> {
  return until(`${reader} to be empty`, (readers) =>
    readers.every(({ name, card }) => name !== reader || card === 'absent'),
  );
}

/** Waits until the PC/SC service has seen a card that answers. */
export function cardSeen(): Promise<void> {
  return until('a card to be seen', (readers) => readers.some(({ card }) => card === 'ready'));
}

async function until(what: string, isSo: (readers: Seen) => boolean): Promise<void> {
  const deadline = Date.now() + LIMIT_MS;
  for (;;) {
    const readers = await readersNow();
    if (readers !== undefined && isSo(readers)) return;
    if (Date.now() > deadline) throw new Error(`waited in vain for ${what}`);
    await sleep(POLL_MS);
  }
}

/** None while the service does not run; nothing when it did not answer in time, as on a busy machine. */
async function readersNow(): Promise<Seen | undefined> {
  try {
    return await listReaders();
  } catch (cause) {
    if (cause instanceof CardError && cause.code === 'READER_SERVICE_DOWN') return [];
    if (cause instanceof CardError && cause.code === 'READER_FAILED') return undefined;
    throw cause;
  }
}
