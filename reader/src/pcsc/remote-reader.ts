import { CardError, type PermitError } from '@residence-permit/shared/errors';
import { LengthMemory } from './length-memory.ts';
import type { PcscCard, ShareMode } from './pcsc-card.ts';
import type { PcscReader, WaitForCard } from './pcsc-reader.ts';
import type { ReplyValue } from './reader-messages.ts';
import { ReaderProcess } from './reader-process-client.ts';
import { RemoteCard } from './remote-card.ts';

export type RemoteChoice = {
  readonly name: string | undefined;
  readonly share: ShareMode;
  readonly whenAbsent: 'fail' | 'wait';
  readonly answerLimitMs: number;
};

const OPEN_MS = 10_000;
/** What the other process may take on top of the time that it was told to wait. */
const GRACE_MS = 5_000;

/** @throws CardError READER_ABSENT, READER_SERVICE_DOWN unless a reader is waited for; READER_FAILED */
export async function startRemoteReader(choice: RemoteChoice): Promise<PcscReader> {
  const reader = new RemoteReader(choice);
  try {
    await reader.start(choice.whenAbsent);
  } catch (cause) {
    await reader.close();
    throw cause;
  }
  return reader;
}

/** A reader in another process, which is thrown away and made anew whenever it is stuck or dead. */
class RemoteReader implements PcscReader {
  readonly #choice: RemoteChoice;
  readonly #lengths = new LengthMemory();
  #process: ReaderProcess | undefined;
  #card: RemoteCard | undefined;
  #names: readonly string[] = [];
  #closed = false;
  /** A card was given up that never answered; its command may still hold the reader. */
  #gaveUp = false;

  constructor(choice: RemoteChoice) {
    this.#choice = choice;
  }

  names(): readonly string[] {
    return this.#names;
  }

  async start(whenAbsent: 'fail' | 'wait'): Promise<ReaderProcess> {
    if (this.#closed) throw new TypeError('reader: used after close');
    if (this.#process !== undefined && !this.#process.isOver) return this.#process;
    const { name, share } = this.#choice;
    const process = new ReaderProcess();
    this.#process = process;
    const request = { ask: 'open', share, whenAbsent, ...(name === undefined ? {} : { name }) } as const;
    const detail = 'the PC/SC service does not answer';
    const { names = [] } = await process.ask(request, { limitMs: OPEN_MS, code: 'READER_FAILED', detail });
    this.#names = names;
    return process;
  }

  async waitForCard({ timeoutMs, signal, onObstacle }: WaitForCard): Promise<PcscCard> {
    signal?.throwIfAborted();
    await this.#card?.disconnect();
    this.#card = undefined;
    const process = await this.start('wait');
    signal?.throwIfAborted();
    process.onObstacle = (obstacle) => onObstacle?.(this.#own(obstacle));
    const stop = (): void => process.stopWaiting();
    signal?.addEventListener('abort', stop, { once: true });
    try {
      const limit = {
        limitMs: timeoutMs + GRACE_MS,
        code: 'READER_FAILED',
        detail: 'the reader does not answer',
      } as const;
      const told = await process.ask({ ask: 'wait-for-card', timeoutMs }, limit);
      this.#names = told.names ?? [];
      this.#gaveUp = false;
      return (this.#card = this.#makeCard(process, told));
    } catch (cause) {
      signal?.throwIfAborted();
      throw cause instanceof CardError ? this.#own(cause) : cause;
    } finally {
      signal?.removeEventListener('abort', stop);
      process.onObstacle = undefined;
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#card?.settled();
    await this.#process?.close();
  }

  #makeCard(process: ReaderProcess, told: ReplyValue): RemoteCard {
    const { answerLimitMs } = this.#choice;
    const { readerName = '', bytes: atr = new Uint8Array(), eventCount = 0 } = told;
    const lengths = this.#lengths.of(readerName);
    const onGivenUp = (): void => void (this.#gaveUp = true);
    return new RemoteCard({ process, readerName, atr, eventCount, answerLimitMs, lengths, onGivenUp });
  }

  /** Where the card that was given up still holds the reader, it is not another program that does. */
  #own(error: CardError): PermitError & CardError {
    if (!this.#gaveUp || error.code !== 'READER_BUSY') return error;
    return new CardError('CARD_TIMED_OUT', { cause: error, detail: 'the card of before still holds the reader' });
  }
}
