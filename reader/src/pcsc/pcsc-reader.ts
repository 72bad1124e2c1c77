import { CardError, PermitError } from '@residence-permit/shared/errors';
import type { PcscBinding } from './binding.ts';
import { connectCard, type PcscCard, type ShareMode } from './pcsc-card.ts';
import { isServiceGone, makePcscError, PCSC, pcscReturnCode } from './pcsc-error.ts';
import { ReaderWatch, type WatchedReader } from './reader-watch.ts';

export type WaitForCard = {
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
};

/** A place where cards are put: one reader, or whichever of several has a card. */
export type PcscReader = {
  /** The readers that this one stands for, as the service names them now. */
  names(): readonly string[];
  /**
   * Waits for a card, powers it up and connects to it. The service may restart meanwhile.
   * @throws CardError CARD_ABSENT when the time is up; READER_ABSENT when there is then no such reader; READER_FAILED
   *   when another program keeps the card; the reason of `signal` when that is aborted
   */
  waitForCard(request: WaitForCard): Promise<PcscCard>;
  /** Lets go of card and service. Without it the process does not exit. Safe to repeat. */
  close(): Promise<void>;
};

export type ReaderChoice = {
  readonly binding: PcscBinding;
  /** Part of a reader's name, any case; undefined takes whichever reader has a card. */
  readonly name: string | undefined;
  readonly share: ShareMode;
};

/** Between two attempts to reach a service that is down, or a card that another program is looking at. */
const RETRY_MS = 250;

/** @throws CardError READER_ABSENT when the service is down or has no such reader */
export async function startReader(choice: ReaderChoice): Promise<PcscReader> {
  const reader = new WatchingReader(choice);
  try {
    await reader.start();
  } catch (cause) {
    await reader.close();
    throw cause;
  }
  return reader;
}

class WatchingReader implements PcscReader {
  readonly #choice: ReaderChoice;
  #watch: ReaderWatch | undefined;
  #card: PcscCard | undefined;
  #closed = false;

  constructor(choice: ReaderChoice) {
    this.#choice = choice;
  }

  async start(): Promise<void> {
    const watch = await this.#liveWatch();
    if (this.#matching(watch).length === 0) throw this.#noSuchReader(watch);
  }

  names(): readonly string[] {
    return this.#watch === undefined ? [] : this.#matching(this.#watch).map((reader) => reader.native.name);
  }

  async waitForCard({ timeoutMs, signal }: WaitForCard): Promise<PcscCard> {
    const deadline = Date.now() + timeoutMs;
    await this.#card?.disconnect();
    this.#card = undefined;
    let obstacle: PermitError = new CardError('CARD_ABSENT');
    for (;;) {
      try {
        const watch = await this.#liveWatch(signal);
        const connected = await this.#connectReady(watch);
        if (connected instanceof CardError) obstacle = connected;
        else if (connected !== undefined) return (this.#card = connected);
        else obstacle = this.#whyNoCard(watch);
        const pause = connected === undefined ? deadline : Math.min(deadline, Date.now() + RETRY_MS);
        await watch.nextChange(pause, signal);
      } catch (cause) {
        if (!(cause instanceof PermitError)) throw cause;
        obstacle = cause;
        await pauseUntil(Math.min(deadline, Date.now() + RETRY_MS), signal);
      }
      if (Date.now() >= deadline) throw obstacle;
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#card?.disconnect();
    await this.#watch?.close();
  }

  /** The present watch, or a new one when the service failed since. */
  async #liveWatch(signal?: AbortSignal): Promise<ReaderWatch> {
    if (this.#closed) throw new TypeError('reader: used after close');
    if (this.#watch !== undefined && this.#watch.failure === undefined) return this.#watch;
    await this.#watch?.close();
    this.#watch = undefined;
    const watch = new ReaderWatch(this.#choice.binding);
    this.#watch = watch;
    await watch.settle(signal);
    if (watch.failure !== undefined) throw watch.failure;
    return watch;
  }

  #matching(watch: ReaderWatch): readonly WatchedReader[] {
    const wanted = this.#choice.name?.toLowerCase() ?? '';
    return watch.readers().filter((reader) => reader.native.name.toLowerCase().includes(wanted));
  }

  /** Connects to the first card that is ready; undefined when none is; an error when one is but cannot be had yet. */
  async #connectReady(watch: ReaderWatch): Promise<PcscCard | CardError | undefined> {
    const ready = this.#matching(watch).find((reader) => reader.state?.ready === true);
    if (ready?.state === undefined) return undefined;
    const { native, state, atr } = ready;
    try {
      return await connectCard({ watch, native, state, atr, share: this.#choice.share });
    } catch (cause) {
      const returnCode = pcscReturnCode(cause);
      if (isServiceGone(returnCode) || returnCode === undefined) watch.fail(cause);
      const gone = returnCode === PCSC.NO_CARD || returnCode === PCSC.REMOVED_CARD;
      return makePcscError(gone ? 'CARD_ABSENT' : 'READER_FAILED', cause);
    }
  }

  #whyNoCard(watch: ReaderWatch): CardError {
    const readers = this.#matching(watch);
    if (readers.length === 0) return this.#noSuchReader(watch);
    const mute = readers.some((reader) => reader.state?.mute === true);
    return new CardError('CARD_ABSENT', mute ? { detail: 'a card is there but does not answer' } : {});
  }

  #noSuchReader(watch: ReaderWatch): CardError {
    const names = watch.readers().map((reader) => `"${reader.native.name}"`);
    const detail =
      names.length === 0 ? 'no reader is connected' : `no reader of that name; there are ${names.join(', ')}`;
    return new CardError('READER_ABSENT', { detail });
  }
}

function pauseUntil(deadline: number, signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted();
  return new Promise((resolve, reject) => {
    const abort = (): void => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(
      () => {
        signal?.removeEventListener('abort', abort);
        resolve();
      },
      Math.max(0, deadline - Date.now()),
    );
    signal?.addEventListener('abort', abort, { once: true });
  });
}
