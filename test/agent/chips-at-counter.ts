import type { Card } from '@residence-permit/firmware-sim/card';
import type { CounterReaders, HeldCard } from '@residence-permit/issuer/adapters/agent';
import { CardError } from '@residence-permit/shared/errors';

/** Chips of this process on the readers of a counter. */
export class ChipsAtCounter implements CounterReaders {
  readonly #chips = new Map<string, Card>();
  readonly #before: ((command: Uint8Array) => Promise<void>) | undefined;
  /** Every command that reached a chip, in order. */
  readonly commands: Uint8Array[] = [];
  /** How often a card was powered up, and how often it was let go of. */
  readonly counts = { opened: 0, released: 0 };

  /** @param before awaited before each command goes to its chip */
  constructor(chips: Readonly<Record<string, Card>>, before?: (command: Uint8Array) => Promise<void>) {
    for (const [reader, chip] of Object.entries(chips)) this.#chips.set(reader, chip);
    this.#before = before;
  }

  /** Puts another chip on a reader. */
  put(reader: string, chip: Card): void {
    this.#chips.set(reader, chip);
  }

  take(reader: string): void {
    this.#chips.delete(reader);
  }

  async list() {
    return [...this.#chips.keys()].map((name) => ({ name, card: 'ready' as const }));
  }

  async open({ reader: wanted = '' }: { readonly reader?: string }): Promise<HeldCard> {
    const [readerName, chip] = [...this.#chips].find(([name]) => name.includes(wanted)) ?? [];
    if (readerName === undefined || chip === undefined) throw new CardError('CARD_ABSENT');
    chip.reset();
    this.counts.opened += 1;
    return {
      readerName,
      atr: Uint8Array.of(0x3b, 0x80),
      transmit: async (command) => {
        await this.#before?.(command);
        if (this.#chips.get(readerName) !== chip) throw new CardError('CARD_REMOVED');
        this.commands.push(command);
        return chip.transmit(command);
      },
      release: async () => {
        this.counts.released += 1;
        chip.reset();
      },
    };
  }

  async awaitLeft({ reader = '' }: { readonly reader?: string }): Promise<void> {
    if ([...this.#chips.keys()].some((name) => name.includes(reader))) throw new CardError('CARD_TIMED_OUT');
  }
}
