import { CardError } from '@residence-permit/shared/errors';
import type { NativeContext, NativeReader, PcscBinding } from './binding.ts';
import { isServiceGone, makePcscError, pcscReturnCode } from './pcsc-error.ts';
import { decodeReaderState, type ReaderState } from './reader-state.ts';

/** A reader as it was last seen. `state` is missing until its first status has come. */
export type WatchedReader = {
  readonly native: NativeReader;
  readonly state: ReaderState | undefined;
  readonly atr: Uint8Array;
};

/** How long the service may take to name its first reader. It names all of them at once, and says nothing if there are none. */
const LIST_TIMEOUT_MS = 1_000;

/** How long a reader's thread takes at most to go back to waiting after a report, on a busy machine. */
const QUIET_MS = 60;

/**
 * One connection to the PC/SC service and what it last said about each reader. It lives until the service fails or it is
 * closed; after a failure a new one must be made, since nothing of the old one comes back to life.
 */
export class ReaderWatch {
  readonly #context: NativeContext;
  readonly #readers = new Map<string, WatchedReader>();
  readonly #waiting = new Set<() => void>();
  #failure: CardError | undefined;
  /** When a reader last reported something, in milliseconds since the epoch. */
  #newsAt = 0;
  #closing: Promise<void> | undefined;

  /** @throws CardError READER_SERVICE_DOWN when the service does not run */
  constructor(binding: PcscBinding) {
    try {
      this.#context = binding();
    } catch (cause) {
      throw makePcscError('READER_SERVICE_DOWN', cause);
    }
    this.#context.on('error', (cause) => this.fail(cause));
    this.#context.on('reader', (native) => this.#follow(native));
  }

  /** Why this watch is of no more use; undefined while it lives. */
  get failure(): CardError | undefined {
    return this.#failure;
  }

  readers(): readonly WatchedReader[] {
    return [...this.#readers.values()];
  }

  find(name: string): WatchedReader | undefined {
    return this.#readers.get(name);
  }

  /** Waits until the service has named its readers and each has told its state, or until it is clear that it has none. */
  async settle(signal?: AbortSignal): Promise<void> {
    const deadline = Date.now() + LIST_TIMEOUT_MS;
    const settled = (): boolean =>
      this.#readers.size > 0 && this.readers().every((reader) => reader.state !== undefined);
    while (this.#failure === undefined && !settled()) {
      if ((await this.nextChange(deadline, signal)) === 'deadline') return;
    }
  }

  /**
   * Waits for the next news of any reader, or for a failure. `deadline` is in milliseconds since the epoch.
   * @throws the reason of `signal`
   */
  nextChange(deadline: number, signal?: AbortSignal): Promise<'change' | 'deadline'> {
    signal?.throwIfAborted();
    return new Promise((resolve, reject) => {
      const done = (settle: () => void): void => {
        clearTimeout(timer);
        this.#waiting.delete(wake);
        signal?.removeEventListener('abort', abort);
        settle();
      };
      const wake = (): void => done(() => resolve('change'));
      const abort = (): void => done(() => reject(signal?.reason));
      const timer = setTimeout(() => done(() => resolve('deadline')), Math.max(0, deadline - Date.now()));
      signal?.addEventListener('abort', abort);
      this.#waiting.add(wake);
    });
  }

  /** Declares the connection void, as the service itself does by an `error` event. */
  fail(cause: unknown): void {
    if (this.#closing !== undefined || this.#failure !== undefined) return;
    const code = isServiceGone(pcscReturnCode(cause)) ? 'READER_SERVICE_DOWN' : 'READER_FAILED';
    this.#failure = makePcscError(code, cause);
    this.#tell();
  }

  /**
   * Ends the threads of the binding, without which the process would not exit. No exchange may be under way.
   * Each reader is closed in a turn of its own: inside a status handler the binding would wait for itself for ever.
   */
  close(): Promise<void> {
    this.#closing ??= (async () => {
      this.#failure ??= new CardError('READER_FAILED', { detail: 'the reader was closed' });
      this.#tell();
      await this.#quiet();
      for (const { native } of this.readers()) {
        await nextTurn();
        native.close();
      }
      await nextTurn();
      this.#context.close();
      // The binding reports the end of its threads in the turns that follow; its objects must outlive them.
      await nextTurn();
    })();
    return this.#closing;
  }

  #follow(native: NativeReader): void {
    this.#readers.set(native.name, { native, state: undefined, atr: new Uint8Array() });
    native.on('status', ({ state, atr }) => {
      this.#newsAt = Date.now();
      this.#readers.set(native.name, { native, state: decodeReaderState(state), atr: Uint8Array.from(atr ?? []) });
      this.#tell();
    });
    native.on('error', (cause) => this.fail(cause));
    native.on('end', () => {
      this.#readers.delete(native.name);
      this.#tell();
    });
    this.#tell();
  }

  /**
   * Waits until no reader has reported anything for a while. A reader that is closed while its thread is still busy with a
   * report ends without telling the event loop, and the process would then never exit.
   */
  async #quiet(): Promise<void> {
    for (;;) {
      const restMs = this.#newsAt + QUIET_MS - Date.now();
      if (restMs <= 0) return;
      await new Promise((resolve) => {
        setTimeout(resolve, restMs);
      });
    }
  }

  /** Wakes the waiting in a later turn: status handlers run while the binding holds the reader's lock. */
  #tell(): void {
    setImmediate(() => {
      for (const wake of this.#waiting) wake();
    });
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
