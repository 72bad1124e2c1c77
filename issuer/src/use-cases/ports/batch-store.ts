/** Cases that two persons approve together and one production makes. */
export type ProductionBatch = {
  readonly id: string;
  readonly officeId: string;
  readonly applicationIds: readonly string[];
  readonly proposedBy: string;
  /** Seconds since the epoch. */
  readonly proposedAt: number;
  readonly approvedBy?: string;
  readonly approvedAt?: number;
};

/** @throws PermitError STORE_CONFLICT when it was approved before, or by who proposed it; STORE_FAILED */
export type BatchStore = {
  insert(batch: ProductionBatch): Promise<void>;
  find(id: string): Promise<ProductionBatch | undefined>;
  approve(batch: ProductionBatch, by: { readonly accountId: string; readonly at: number }): Promise<void>;
  /** The newest first. */
  list(officeId: string, limit: number): Promise<readonly ProductionBatch[]>;
};
