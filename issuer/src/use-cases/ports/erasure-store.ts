import type { ErasureGround } from '../../domain/retention/index.ts';

/** That somebody be forgotten. */
export type ErasureRequest = {
  readonly id: string;
  readonly personId: string;
  readonly ground: ErasureGround;
  readonly requestedBy: string;
  /** Seconds since the epoch. */
  readonly requestedAt: number;
  readonly confirmedBy?: string;
  readonly confirmedAt?: number;
};

/** @throws PermitError STORE_CONFLICT when one is open for the person, or another ended it first; STORE_FAILED */
export type ErasureStore = {
  insert(request: ErasureRequest): Promise<void>;
  /** Neither confirmed nor taken back. */
  findOpen(personId: string): Promise<ErasureRequest | undefined>;
  confirm(request: ErasureRequest, by: string, at: number): Promise<void>;
  withdraw(request: ErasureRequest, by: string, at: number): Promise<void>;
  /** Confirmed, and the person is still there: a process ended in between. */
  unfinished(): Promise<readonly ErasureRequest[]>;
};
