import { setInterval, clearInterval } from 'node:timers';
import type { Logger } from 'pino';
import { describeFault, type SqlTransaction } from '../http/index.ts';
import { explainFault } from './explain-fault.ts';
import type { JobLease } from './job-lease.ts';
import type { QueueName } from './job-queues.ts';
import type { Jobs } from './open-jobs.ts';
import type { TakenJob } from './taken-job.ts';

/** A job in the hands of a worker. */
export type RunningJob = {
  readonly id: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** 1 for the first attempt. */
  readonly attempt: number;
  /** Aborted when another process has taken the job over, or this one stops and does not wait any longer. */
  readonly signal: AbortSignal;
  /** Aborted as soon as the process is to stop: a job of many steps takes no further one. */
  readonly stopping: AbortSignal;
  /**
   * Marks the job as done in the transaction of its work, so that it is done once whatever happens to the process.
   * @throws PermitError STORE_CONFLICT when another process has taken the job over: the transaction must roll back
   */
  complete(tx: SqlTransaction): Promise<void>;
};

/** What is done with a job of one queue. Where it does not complete the job itself, it can be run twice and does no harm by it. */
export type JobHandler = (job: RunningJob) => Promise<void>;

/** Counts finished jobs, for the metrics. */
export type CountJob = (name: QueueName, outcome: 'done' | 'failed') => void;

/** What an attempt is run with. `giveUp`: the process does not wait any longer. */
export type JobRun = {
  readonly handler: JobHandler;
  readonly lease: JobLease;
  readonly job: TakenJob;
  readonly jobs: Jobs;
  readonly log: Logger;
  readonly countJob: CountJob;
  readonly stopping: AbortSignal;
  readonly giveUp: AbortSignal;
};

/** Runs one attempt of a job, its lease put off while it lasts. Never throws: what went wrong is noted with the job. */
export async function runJob(
  name: QueueName,
  { handler, lease, job, jobs, log, countJob, stopping, giveUp }: JobRun,
): Promise<void> {
  const lost = new AbortController();
  const signal = AbortSignal.any([lost.signal, giveUp]);
  const beatMs = (jobs.leaseS * 1000) / 4;
  const beat = setInterval(
    () =>
      void lease.extend().then(
        (held) => held || lost.abort(),
        () => undefined,
      ),
    beatMs,
  );
  const attempt = job.retryCount + 1;
  try {
    await Promise.race([
      handler({ id: job.id, data: { ...job.data }, attempt, signal, stopping, complete: (tx) => lease.complete(tx) }),
      whenAborted(signal),
    ]);
    await lease.finish();
    countJob(name, 'done');
    log.info({ queue: name, job: job.id, attempt }, 'job done');
  } catch (cause) {
    countJob(name, 'failed');
    log.error({ queue: name, job: job.id, attempt, fault: describeFault(cause) }, 'job failed');
    // What cannot be noted now is found by its lease.
    await lease.fail(explainFault(cause)).catch(() => undefined);
  } finally {
    clearInterval(beat);
  }
}

function whenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const stop = () => reject(new Error('the job was given up'));
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}
