import { setTimeout as pause } from 'node:timers/promises';
import type { Card } from '@residence-permit/firmware-sim/card';
import type { AwaitCard, CounterReaders, HeldCard } from '@residence-permit/issuer/adapters/agent';
import { CardError } from '@residence-permit/shared/errors';

/** A chip of a pile, and what happens at command number `at` since it was powered up: nothing, or an answer in its place. */
export type PiledChip = {
  readonly chip: Card;
  readonly trouble?: (at: number) => Promise<Uint8Array | undefined>;
};

/** A counter with one reader, whose officer lays the next chip of a pile on it as soon as the one before may go. */
export class PilesAtCounter implements CounterReaders {
  readonly #reader: string;
  #pile: PiledChip[] = [];

  constructor(reader: string) {
    this.#reader = reader;
  }

  /** Puts another pile in the place of what is left of the one before. */
  lay(pile: readonly PiledChip[]): void {
    this.#pile = [...pile];
  }

  /** Chips that are still there, the one on the reader included. */
  get left(): number {
    return this.#pile.length;
  }

  async list() {
    const card = this.#pile.length > 0 ? ('ready' as const) : ('absent' as const);
    return [{ name: this.#reader, card }];
  }

  async open({ waitMs, signal }: AwaitCard): Promise<HeldCard> {
    const [top] = this.#pile;
    if (top === undefined) {
      await pause(waitMs, undefined, { signal }).catch(() => undefined);
      throw new CardError('CARD_ABSENT');
    }
    const { chip, trouble } = top;
    chip.reset();
    let at = 0;
    return {
      readerName: this.#reader,
      atr: Uint8Array.of(0x3b, 0x80),
      transmit: async (command) => {
        at += 1;
        return (await trouble?.(at)) ?? chip.transmit(command);
      },
      release: async () => chip.reset(),
    };
  }

  async awaitLeft(): Promise<void> {
    this.#pile.shift();
  }
}
