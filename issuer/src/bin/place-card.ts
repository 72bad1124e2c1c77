import { openReader } from '@residence-permit/reader/pcsc';
import { CardError } from '@residence-permit/shared/errors';
import type { FieldCard } from './office-terminal/index.ts';

/** Which PC/SC reader, and how long to wait for a card on it. */
export type ReaderChoice = { readonly reader: string | undefined; readonly waitSeconds: number };

/**
 * Waits for a card on the office's reader and powers it up. Released, it is reset and free for another process.
 * @throws CardError READER_ABSENT, CARD_ABSENT, READER_FAILED
 */
export function makePlaceCard({ reader: name, waitSeconds }: ReaderChoice): () => Promise<FieldCard> {
  return async () => {
    const reader = await openReader(name === undefined ? {} : { name });
    try {
      const card = await reader.waitForCard({ timeoutMs: waitSeconds * 1000 });
      return { transport: card, release: () => reader.close() };
    } catch (cause) {
      await reader.close();
      throw cause;
    }
  };
}

/** How long a reader is looked at before it counts as empty. Readers report about twice a second. */
const EMPTY_MS = 1_000;

/**
 * Waits until the card on the reader was taken away, or the time is up; at once when there is none.
 * @throws CardError READER_ABSENT, READER_FAILED
 */
export async function awaitCardLeft({ reader: name, waitSeconds }: ReaderChoice): Promise<void> {
  const reader = await openReader(name === undefined ? {} : { name });
  try {
    const card = await reader.waitForCard({ timeoutMs: EMPTY_MS });
    await card.waitForRemoval({ timeoutMs: waitSeconds * 1000 });
  } catch (cause) {
    if (!(cause instanceof CardError && cause.code === 'CARD_ABSENT')) throw cause;
  } finally {
    await reader.close();
  }
}
