import { randomBytes } from 'node:crypto';
import { type Card, openCard } from '@residence-permit/firmware-sim/card';
import { fileStorage, type ImageLock, lockImage } from '@residence-permit/firmware-sim/image';
import { PERMIT_ATR } from '@residence-permit/firmware-sim/transports/vpcd';
import type { AwaitCard, CounterReaders, HeldCard } from '@residence-permit/issuer/adapters/agent';
import { CardError } from '@residence-permit/shared/errors';

/** Its name, as a counter tells it. */
export const DESK_READER = 'Simulated reader';

type Lying = { readonly chip: Card; readonly lock: ImageLock };

/** One reader without PC/SC: the card on it is an image that this process serves. */
export class DeskReader implements CounterReaders {
  #lying: Lying | undefined;
  readonly #waiting = new Set<() => void>();

  /** Lays the card of that image down, or none. The one that lay there is pulled away, whatever is done with it. */
  lay(image: string | undefined): void {
    this.#lying?.lock.release();
    this.#lying = image === undefined ? undefined : serve(image);
    for (const tell of this.#waiting) tell();
  }

  list() {
    return Promise.resolve([
      { name: DESK_READER, card: this.#lying === undefined ? ('absent' as const) : ('ready' as const) },
    ]);
  }

  async open({ waitMs, signal }: AwaitCard): Promise<HeldCard> {
    await this.#until((lying) => lying !== undefined, { waitMs, signal });
    const held = this.#lying;
    if (held === undefined) throw new CardError('CARD_ABSENT');
    const { chip } = held;
    chip.reset();
    const stillThere = (): boolean => this.#lying === held;
    return {
      readerName: DESK_READER,
      atr: PERMIT_ATR,
      apduLengths: 'extended',
      transmit: (command) =>
        stillThere() ? Promise.resolve(chip.transmit(command)) : Promise.reject(new CardError('CARD_REMOVED')),
      release: async () => {
        if (stillThere()) chip.reset();
      },
    };
  }

  async awaitLeft({ waitMs, signal }: AwaitCard): Promise<void> {
    const before = this.#lying;
    if (before === undefined) return;
    await this.#until((lying) => lying !== before, { waitMs, signal });
    if (this.#lying === before) throw new CardError('CARD_TIMED_OUT');
  }

  /** Until that is so, the time is up, or nobody waits any more. */
  async #until(
    isSo: (lying: Lying | undefined) => boolean,
    { waitMs, signal }: Pick<AwaitCard, 'waitMs' | 'signal'>,
  ): Promise<void> {
    await new Promise<void>((resolve) => {
      let isOver = signal.aborted;
      const end = (): void => {
        isOver = true;
        look();
      };
      // Node 20 lets go of a time limit that only a signal made by `AbortSignal.any` knows: then nobody is told.
      const timer = setTimeout(end, waitMs);
      const look = (): void => {
        if (!isSo(this.#lying) && !isOver) return;
        clearTimeout(timer);
        this.#waiting.delete(look);
        signal.removeEventListener('abort', end);
        resolve();
      };
      this.#waiting.add(look);
      signal.addEventListener('abort', end);
      look();
    });
  }
}

function serve(image: string): Lying {
  const lock = lockImage(image);
  return {
    lock,
    chip: openCard({ storage: fileStorage(image), random: (length) => new Uint8Array(randomBytes(length)) }),
  };
}
