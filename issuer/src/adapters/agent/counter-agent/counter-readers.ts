import type { CardTransport } from '@residence-permit/shared/apdu';
import type { CounterReader } from '../protocol/index.ts';

/** A card that was powered up on a reader of the counter and is ours until it is released. */
export type HeldCard = Pick<CardTransport, 'transmit' | 'apduLengths'> & {
  readonly readerName: string;
  /** Answer to reset. */
  readonly atr: Uint8Array;
  /** Resets the card and lets go of it. Safe to repeat. */
  release(): Promise<void>;
};

export type AwaitCard = {
  /** Part of the reader's name; left out: whichever has a card. */
  readonly reader?: string;
  readonly waitMs: number;
  readonly signal: AbortSignal;
};

/** The PC/SC readers of this PC, as the agent needs them. Faults are thrown as `CardError`. */
export type CounterReaders = {
  list(): Promise<readonly CounterReader[]>;
  /** Waits for a card and powers it up. @throws CardError CARD_ABSENT, READER_ABSENT, READER_BUSY … */
  open(request: AwaitCard): Promise<HeldCard>;
  /**
   * Waits until the card that was opened there last has left; at once where there is none, or where another one has come in
   * its place. @throws CardError CARD_TIMED_OUT, READER_ABSENT …
   */
  awaitLeft(request: AwaitCard): Promise<void>;
};
