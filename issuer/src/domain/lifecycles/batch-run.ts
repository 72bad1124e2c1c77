import type { Lifecycle } from './lifecycle.ts';

export type BatchRunState = 'RUNNING' | 'STOPPED' | 'FINISHED';

/**
 * The making of a batch at the readers of counters. It stops when somebody asks, after too many failures in a row, at a
 * fault of the office, and when cards had to be set aside or left; begun anew it goes on with these. FINISHED: all are made.
 */
export const BATCH_RUN = {
  entry: ['RUNNING'],
  derived: [],
  moves: {
    RUNNING: ['STOPPED', 'FINISHED'],
    STOPPED: ['RUNNING'],
    FINISHED: [],
  },
} as const satisfies Lifecycle<BatchRunState>;
