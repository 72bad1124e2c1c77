/** Accounts that a serial enters with two signatures only. */
export type RemovalAccount = 'SPOILED' | 'MISSING' | 'DESTROYED';

/** A serial that one person wants written off, until another signs for it. */
export type StockRemoval = {
  readonly id: string;
  readonly officeId: string;
  readonly chipNumber: Uint8Array;
  readonly to: RemovalAccount;
  /** Words without personal data. */
  readonly reason: string;
  readonly requestedBy: string;
  /** Seconds since the epoch. */
  readonly requestedAt: number;
  readonly confirmedBy?: string;
  readonly confirmedAt?: number;
};

/** @throws PermitError STORE_CONFLICT when one is open for the serial, or it was confirmed before; STORE_FAILED */
export type RemovalStore = {
  insert(removal: StockRemoval): Promise<void>;
  find(id: string): Promise<StockRemoval | undefined>;
  confirm(removal: StockRemoval, by: { readonly accountId: string; readonly at: number }): Promise<void>;
  /** Those that wait for a second signature, the oldest first. */
  open(officeId: string, limit: number): Promise<readonly StockRemoval[]>;
};
