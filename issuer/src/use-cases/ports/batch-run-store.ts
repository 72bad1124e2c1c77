import type { BatchCardState, BatchRunState } from '../../domain/lifecycles/index.ts';

/** A reader of a counter, by the name of the counter's agent and its own. */
export type CounterReaderName = { readonly agent: string; readonly reader: string };

/**
 * Why a run stopped: somebody asked; too many failures in a row; a fault of the office, which the next card would meet too;
 * no card waits any more, and some were set aside or left.
 */
export type StopReason = 'ASKED' | 'FAILURES' | 'FAULT' | 'REST';

/** The making of a batch at the readers of counters. */
export type BatchRun = {
  readonly batchId: string;
  readonly state: BatchRunState;
  /** After so many failures in a row it stops. */
  readonly maxFailures: number;
  /** In a row, up to now. */
  readonly failures: number;
  readonly stopReason?: StopReason;
  /** Code of the fault that it stopped at. */
  readonly stopCode?: string;
  readonly startedBy: string;
  /** Seconds since the epoch. */
  readonly startedAt: number;
};

/** A reader that works, or worked, on a batch. */
export type BatchRunReader = CounterReaderName & {
  readonly isActive: boolean;
  /** Names the job that works at it; absent when none does. */
  readonly ticket?: string;
};

/** How far one case of a batch has come at the readers. */
export type BatchRunCard = {
  readonly applicationId: string;
  readonly state: BatchCardState;
  /** The reader that has it, or had it last. */
  readonly at?: CounterReaderName;
  /** Code of the last fault. */
  readonly lastCode?: string;
};

/** Runs of batches. @throws PermitError STORE_CONFLICT on a move that the table has not, or a reader of another run; STORE_FAILED */
export type BatchRunStore = {
  /** Locks the row until the transaction ends: whoever changes readers or cards of a run holds it. */
  find(batchId: string): Promise<BatchRun | undefined>;
  insert(run: BatchRun): Promise<void>;
  /** Everything but the batch. */
  save(run: BatchRun): Promise<void>;
  readers(batchId: string): Promise<readonly BatchRunReader[]>;
  /** Makes the line where there is none. */
  saveReader(batchId: string, reader: BatchRunReader): Promise<void>;
  /** In the order of their cases. */
  cards(batchId: string): Promise<readonly BatchRunCard[]>;
  /** Makes the line where there is none. */
  saveCard(batchId: string, card: BatchRunCard): Promise<void>;
};
