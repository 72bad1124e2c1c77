/** Cards that two persons revoke together. */
export type RevocationBatch = {
  readonly id: string;
  readonly officeId: string;
  readonly cardNumbers: readonly string[];
  /** Words without personal data. */
  readonly reason: string;
  readonly requestedBy: string;
  /** Seconds since the epoch. */
  readonly requestedAt: number;
  readonly confirmedBy?: string;
  readonly confirmedAt?: number;
};

/** @throws PermitError STORE_CONFLICT when it was confirmed before, or by who requested it; STORE_FAILED */
export type RevocationStore = {
  insert(batch: RevocationBatch): Promise<void>;
  /** Locks the row until the transaction ends. */
  find(id: string): Promise<RevocationBatch | undefined>;
  confirm(batch: RevocationBatch, by: { readonly accountId: string; readonly at: number }): Promise<void>;
  /** The newest first. */
  list(officeId: string, limit: number): Promise<readonly RevocationBatch[]>;
};
