import { listReaders, openReader } from '@residence-permit/reader/pcsc';
import { CardError } from '@residence-permit/shared/errors';
import type { CounterReaders } from '../adapters/agent/index.ts';

/** How long a reader is looked at before it counts as empty. Readers report about twice a second. */
const EMPTY_MS = 1_000;

/**
 * The PC/SC readers of this machine, for a counter agent. Between two questions nobody watches a reader, so it is remembered
 * how many cards had come and gone when the last one was powered up: another one that lies there since is told from it.
 */
export function makePcscReaders(): CounterReaders {
  /** By the name of the reader. */
  const counts = new Map<string, number>();
  return {
    list: async () => (await listReaders()).map(({ name, card }) => ({ name, card })),

    async open({ reader: name, waitMs, signal }) {
      const reader = await openReader({ whenAbsent: 'wait', ...(name === undefined ? {} : { name }) });
      try {
        const card = await reader.waitForCard({ timeoutMs: waitMs, signal });
        const { readerName, atr, apduLengths = 'extended', eventCount } = card;
        counts.set(readerName, eventCount);
        return {
          readerName,
          atr,
          apduLengths,
          transmit: (bytes) => card.transmit(bytes),
          release: () => reader.close(),
        };
      } catch (cause) {
        await reader.close();
        throw cause;
      }
    },

    async awaitLeft({ reader: name, waitMs, signal }) {
      const reader = await openReader(name === undefined ? {} : { name });
      try {
        const card = await reader.waitForCard({ timeoutMs: EMPTY_MS, signal });
        if ((counts.get(card.readerName) ?? card.eventCount) !== card.eventCount) return;
        if (!(await card.waitForRemoval({ timeoutMs: waitMs, signal }))) throw new CardError('CARD_TIMED_OUT');
      } catch (cause) {
        if (!(cause instanceof CardError && cause.code === 'CARD_ABSENT')) throw cause;
      } finally {
        await reader.close();
      }
    },
  };
}
