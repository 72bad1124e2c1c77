/** How a queue treats its jobs. */
export type QueueRule = {
  /** Attempts after the first one. */
  readonly retries: number;
  /** Before the first repeat, in seconds; doubled each time, with chance. */
  readonly retryDelayS: number;
  /** Every so many seconds one job of this queue, whoever asks for it; absent where jobs come from transactions. */
  readonly everyS?: number;
};

/** Where a job goes whose last attempt failed. A person looks at it there. */
export const DEAD_LETTER_QUEUE = 'dead-letter';

/** The closed list of queues. */
export const JOB_QUEUES = {
  'publish-trust': { retries: 20, retryDelayS: 2, everyS: 3600 },
  'seal-audit': { retries: 5, retryDelayS: 2, everyS: 5 },
  'sign-checkpoint': { retries: 5, retryDelayS: 10, everyS: 60 },
  'deliver-message': { retries: 8, retryDelayS: 30 },
  'remind-endorsement': { retries: 3, retryDelayS: 60, everyS: 3600 },
  'lapse-uncollected': { retries: 3, retryDelayS: 60, everyS: 3600 },
  'expire-grants': { retries: 3, retryDelayS: 60, everyS: 3600 },
  'expire-replies': { retries: 2, retryDelayS: 60, everyS: 600 },
  'sort-reports': { retries: 3, retryDelayS: 60, everyS: 300 },
  'end-retention': { retries: 3, retryDelayS: 60, everyS: 3600 },
  'import-row': { retries: 2, retryDelayS: 5 },
  'produce-batch': { retries: 20, retryDelayS: 1 },
} as const satisfies Readonly<Record<string, QueueRule>>;

/** A queue by its name. */
export type QueueName = keyof typeof JOB_QUEUES;

/** Whether a text names a queue. */
export function isQueueName(name: string): name is QueueName {
  return Object.hasOwn(JOB_QUEUES, name);
}

/** A running job is taken from a process that has not been heard of for so many seconds. */
export const JOB_LEASE_S = 20;
