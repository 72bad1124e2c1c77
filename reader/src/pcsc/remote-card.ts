import { CardError } from '@residence-permit/shared/errors';
import type { ReaderLengths } from './length-memory.ts';
import type { PcscCard } from './pcsc-card.ts';
import type { ReaderProcess } from './reader-process-client.ts';

export type RemoteCardSetting = {
  readonly process: ReaderProcess;
  readonly readerName: string;
  readonly atr: Uint8Array;
  readonly eventCount: number;
  readonly answerLimitMs: number;
  readonly lengths: ReaderLengths;
  /** Called when a command took too long and the process that waits for it was ended. */
  readonly onGivenUp: () => void;
};

const GRACE_MS = 5_000;

/** A connected card in the other process. After the first fault of the transport nothing more is sent to it. */
export class RemoteCard implements PcscCard {
  readonly readerName: string;
  readonly atr: Uint8Array;
  readonly eventCount: number;
  readonly apduLengths: 'short' | 'extended';
  readonly #setting: RemoteCardSetting;
  readonly #exchanges = new Set<Promise<unknown>>();
  #disconnecting: Promise<void> | undefined;
  #fault: CardError | undefined;

  constructor(setting: RemoteCardSetting) {
    this.#setting = setting;
    this.readerName = setting.readerName;
    this.atr = setting.atr;
    this.eventCount = setting.eventCount;
    this.apduLengths = setting.lengths.forNextTap();
  }

  transmit = async (command: Uint8Array): Promise<Uint8Array> => {
    if (this.#disconnecting !== undefined) throw new CardError('CARD_REMOVED', { detail: 'the card was disconnected' });
    if (this.#fault !== undefined && isFinal(this.#fault)) throw this.#fault;
    const exchange = this.#exchange(command);
    this.#exchanges.add(exchange);
    try {
      const response = await exchange;
      this.#setting.lengths.passed(command, response);
      return response;
    } catch (cause) {
      throw this.#remember(cause, command);
    } finally {
      this.#exchanges.delete(exchange);
    }
  };

  async waitForRemoval({ timeoutMs, signal }: { timeoutMs: number; signal?: AbortSignal }): Promise<boolean> {
    signal?.throwIfAborted();
    const { process } = this.#setting;
    if (process.isOver) return true;
    const limit = {
      limitMs: timeoutMs + GRACE_MS,
      code: 'READER_FAILED',
      detail: 'the reader does not answer',
    } as const;
    const asked = process.ask({ ask: 'wait-for-removal', timeoutMs }, limit).then(({ left }) => left ?? true);
    if (signal === undefined) return asked;
    return Promise.race([asked, aborted(signal)]);
  }

  disconnect(): Promise<void> {
    this.#disconnecting ??= this.settled().then(async () => {
      const { process } = this.#setting;
      const limit = { limitMs: GRACE_MS, code: 'READER_FAILED', detail: 'the reader does not let go' } as const;
      if (!process.isOver) await process.ask({ ask: 'disconnect' }, limit).catch(() => undefined);
    });
    return this.#disconnecting;
  }

  /** When no command is under way any more. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#exchanges);
  }

  async #exchange(command: Uint8Array): Promise<Uint8Array> {
    const { process, answerLimitMs } = this.#setting;
    const detail = `no answer within ${answerLimitMs / 1000} s`;
    const limit = { limitMs: answerLimitMs, code: 'CARD_TIMED_OUT', detail } as const;
    const { bytes } = await process.ask({ ask: 'transmit', command }, limit);
    if (bytes === undefined) throw new CardError('CARD_ANSWER_BAD');
    return bytes;
  }

  #remember(cause: unknown, command: Uint8Array): unknown {
    if (!(cause instanceof CardError)) return cause;
    this.#fault = cause;
    if (cause.code === 'CARD_TIMED_OUT') this.#setting.onGivenUp();
    this.#setting.lengths.failed(command, cause.code);
    return cause;
  }
}

/** A reader that only failed to pass one command may pass the next; a card that left or fell silent does not come back. */
function isFinal({ code }: CardError): boolean {
  return code !== 'READER_FAILED' && code !== 'CARD_ANSWER_BAD';
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
