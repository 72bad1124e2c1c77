import { CardError, PermitError } from '@residence-permit/shared/errors';
import type { PcscBinding } from './binding.ts';
import { connectCard, type PcscCard, type ShareMode } from './pcsc-card.ts';
import { codeOfConnect, isServiceGone, makePcscError, pcscReturnCode } from './pcsc-error.ts';
import { ReaderWatch, type WatchedReader } from './reader-watch.ts';

export type WaitForCard = {
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
  /** Told what is in the way whenever that changes: no card yet, a card that another program holds, no service … */
  readonly onObstacle?: (obstacle: PermitError) => void;
};

/** A place where cards are put: one reader, or whichever of several has a card. */
export type PcscReader = {
  /** The readers that this one stands for, as the service names them now. */
  names(): readonly string[];
  /**
   * Waits for a card, powers it up and connects to it. Service and reader may come and go meanwhile.
   * @throws CardError what is in the way when the time is up: CARD_ABSENT, CARD_MUTE, CARD_PROTOCOL, READER_BUSY,
   *   READER_ABSENT, READER_SERVICE_DOWN, READER_FAILED; the reason of `signal` when that is aborted
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
  /** What becomes of a start without service or reader: an error, or patience until `waitForCard` has one. */
  readonly whenAbsent: 'fail' | 'wait';
};

/** Between two attempts to reach a service that is down, or a card that another program is looking at. */
const RETRY_MS = 250;

/** @throws CardError READER_SERVICE_DOWN or READER_ABSENT, unless a reader is waited for */
export async function startReader(choice: ReaderChoice): Promise<PcscReader> {
  const reader = new WatchingReader(choice);
  try {
    await reader.start();
  } catch (cause) {
    if (choice.whenAbsent === 'wait' && cause instanceof PermitError) return reader;
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

  async waitForCard({ timeoutMs, signal, onObstacle }: WaitForCard): Promise<PcscCard> {
    const deadline = Date.now() + timeoutMs;
    await this.#card?.disconnect();
    this.#card = undefined;
    let obstacle: PermitError | undefined;
    const meet = (met: PermitError): void => {
      if (met.code !== obstacle?.code) onObstacle?.(met);
      obstacle = met;
    };
    for (;;) {
      try {
        const watch = await this.#liveWatch(signal);
        const connected = await this.#connectReady(watch);
        if (connected !== undefined && !(connected instanceof CardError)) return (this.#card = connected);
        meet(connected ?? this.#whyNoCard(watch));
        const pause = connected === undefined ? deadline : Math.min(deadline, Date.now() + RETRY_MS);
        await watch.nextChange(pause, signal);
      } catch (cause) {
        if (!(cause instanceof PermitError)) throw cause;
        meet(cause);
        await pauseUntil(Math.min(deadline, Date.now() + RETRY_MS), signal);
      }
      if (Date.now() >= deadline) throw obstacle ?? new CardError('CARD_ABSENT');
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
    const plugged = watch.readers().filter((reader) => reader.state?.unplugged !== true);
    return plugged.filter((reader) => reader.native.name.toLowerCase().includes(wanted));
  }

  /** Connects to the first card that can be had; undefined when none is ready; an error when one is but cannot be had yet. */
  async #connectReady(watch: ReaderWatch): Promise<PcscCard | CardError | undefined> {
    let obstacle: CardError | undefined;
    for (const { native, state, atr } of this.#matching(watch)) {
      if (state?.ready !== true) continue;
      try {
        return await connectCard({ watch, native, state, atr, share: this.#choice.share });
      } catch (cause) {
        const returnCode = pcscReturnCode(cause);
        if (isServiceGone(returnCode) || returnCode === undefined) watch.fail(cause);
        obstacle ??= makePcscError(codeOfConnect(returnCode), cause, native.name);
      }
    }
    return obstacle;
  }

  #whyNoCard(watch: ReaderWatch): CardError {
    const readers = this.#matching(watch);
    if (readers.length === 0) return this.#noSuchReader(watch);
    const mute = readers.find((reader) => reader.state?.mute === true);
    return mute === undefined
      ? new CardError('CARD_ABSENT')
      : new CardError('CARD_MUTE', { detail: `"${mute.native.name}"` });
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
