import type { PlainDate } from '@residence-permit/shared/plain-date';
import type { StockState } from '../../domain/lifecycles/index.ts';

export type StockSerial = {
  /** 10 bytes: the key diversification data of the chip. */
  readonly chipNumber: Uint8Array;
  readonly batch: string;
  readonly officeId: string;
  readonly account: StockState;
  readonly cardNumber?: string;
  /** Seconds since the epoch. */
  readonly takenInAt: number;
};

/** One serial leaves one account and enters another. */
export type Posting = {
  readonly chipNumber: Uint8Array;
  readonly officeId: string;
  readonly from: StockState;
  readonly to: StockState;
  readonly day: PlainDate;
  readonly reason: string;
  readonly actorId: string;
  readonly secondId?: string;
};

/** @throws PermitError STORE_CONFLICT when the serial is not in that account or the day is closed */
export type StockStore = {
  takeIn(serials: readonly StockSerial[]): Promise<void>;
  find(chipNumber: Uint8Array): Promise<StockSerial | undefined>;
  post(posting: Posting, at: number): Promise<void>;
  bind(chipNumber: Uint8Array, cardNumber: string): Promise<void>;
  /** account → count, by the serials themselves. */
  counts(officeId: string): Promise<Readonly<Partial<Record<StockState, number>>>>;
  postings(officeId: string, day: PlainDate): Promise<readonly (Posting & { readonly at: number })[]>;
  /** Newest closed day and what was counted then. */
  lastClosed(
    officeId: string,
  ): Promise<{ readonly day: PlainDate; readonly counts: Readonly<Record<string, number>> } | undefined>;
  close(day: {
    readonly officeId: string;
    readonly day: PlainDate;
    readonly counts: Readonly<Record<string, number>>;
    readonly closedBy: string;
    readonly at: number;
  }): Promise<void>;
};
