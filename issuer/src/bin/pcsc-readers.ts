import { listReaders, openReader } from '@residence-permit/reader/pcsc';
import { CardError } from '@residence-permit/shared/errors';
import type { CounterReaders } from '../adapters/agent/index.ts';

/** How long a reader is looked at before it counts as empty. Readers report about twice a second. */
const EMPTY_MS = 1_000;

/** The PC/SC readers of this machine, for a counter agent. */
export const pcscReaders: CounterReaders = {
  list: async () => (await listReaders()).map(({ name, card }) => ({ name, card })),

  async open({ reader: name, waitMs, signal }) {
    const reader = await openReader({ whenAbsent: 'wait', ...(name === undefined ? {} : { name }) });
    try {
      const card = await reader.waitForCard({ timeoutMs: waitMs, signal });
      const { readerName, atr, apduLengths = 'extended' } = card;
      return { readerName, atr, apduLengths, transmit: (bytes) => card.transmit(bytes), release: () => reader.close() };
    } catch (cause) {
      await reader.close();
      throw cause;
    }
  },

  async awaitLeft({ reader: name, waitMs, signal }) {
    const reader = await openReader(name === undefined ? {} : { name });
    try {
      const card = await reader.waitForCard({ timeoutMs: EMPTY_MS, signal });
      if (!(await card.waitForRemoval({ timeoutMs: waitMs, signal }))) throw new CardError('CARD_TIMED_OUT');
    } catch (cause) {
      if (!(cause instanceof CardError && cause.code === 'CARD_ABSENT')) throw cause;
    } finally {
      await reader.close();
    }
  },
};
