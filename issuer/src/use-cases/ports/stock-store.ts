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

/** Where a serial stood. */
export type Position = Pick<StockSerial, 'chipNumber' | 'account'>;

/** @throws PermitError STORE_CONFLICT when the serial is not in that account or the day is closed */
export type StockStore = {
  takeIn(serials: readonly StockSerial[]): Promise<void>;
  find(chipNumber: Uint8Array): Promise<StockSerial | undefined>;
  post(posting: Posting, at: number): Promise<void>;
  bind(chipNumber: Uint8Array, cardNumber: string): Promise<void>;
  /** account → count, by the serials themselves. */
  counts(officeId: string): Promise<Readonly<Partial<Record<StockState, number>>>>;
  postings(officeId: string, day: PlainDate): Promise<readonly (Posting & { readonly at: number })[]>;
  /** Those after a closed day, or all, through another one; in their order. */
  postingsBetween(
    officeId: string,
    days: { readonly after: PlainDate | undefined; readonly through: PlainDate },
  ): Promise<readonly Posting[]>;
  /** Keeps postings and deliveries of the office waiting until the transaction ends, and waits for those under way. */
  lockLedger(officeId: string): Promise<void>;
  /** Serials that were taken in before an instant, each with the account in which it stood at the end of a day. */
  positionsOn(
    officeId: string,
    end: { readonly day: PlainDate; readonly before: number },
  ): Promise<readonly Position[]>;
  /** Serials that were taken in from one instant on and before another. */
  takenIn(officeId: string, span: { readonly from: number; readonly before: number }): Promise<readonly Uint8Array[]>;
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
