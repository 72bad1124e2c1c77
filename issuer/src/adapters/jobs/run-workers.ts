import { setMaxListeners } from 'node:events';
import { setInterval, clearInterval } from 'node:timers';
import { setTimeout as pause } from 'node:timers/promises';
import type PgBoss from 'pg-boss';
import type { Logger } from 'pino';
import { describeFault, type SqlTransaction } from '../http/index.ts';
import { explainFault } from './explain-fault.ts';
import { type QueueName, JOB_QUEUES, type QueueRule } from './job-queues.ts';
import { type JobLease, makeJobLease } from './job-lease.ts';
import type { Jobs } from './open-jobs.ts';

/** A job in the hands of a worker. */
export type RunningJob = {
  readonly id: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** 1 for the first attempt. */
  readonly attempt: number;
  /** Aborted when another process has taken the job over, or this one stops and does not wait any longer. */
  readonly signal: AbortSignal;
  /**
   * Marks the job as done in the transaction of its work, so that it is done once whatever happens to the process.
   * @throws PermitError STORE_CONFLICT when another process has taken the job over: the transaction must roll back
   */
  complete(tx: SqlTransaction): Promise<void>;
};

/** What is done with a job of one queue. Where it does not complete the job itself, it can be run twice and does no harm by it. */
export type JobHandler = (job: RunningJob) => Promise<void>;

/** What a queue is worked by. */
export type JobHandlers = { readonly [Name in QueueName]?: JobHandler };

/** Counts finished jobs, for the metrics. */
export type CountJob = (name: QueueName, outcome: 'done' | 'failed') => void;

export type Workers = {
  /** Takes no more jobs, waits for the running ones up to `deadlineMs`, and gives the others up to be retried. */
  stop(deadlineMs: number): Promise<void>;
};

const POLL_MS = 500;

type WorkerDeps = {
  readonly jobs: Jobs;
  readonly log: Logger;
  readonly countJob: CountJob;
  readonly stopping: AbortSignal;
  readonly giveUp: AbortSignal;
};

/** Starts one worker for each queue that has a handler, and the clock of those that come by themselves. */
export function runWorkers({
  jobs,
  handlers,
  log,
  countJob = () => undefined,
}: {
  readonly jobs: Jobs;
  readonly handlers: JobHandlers;
  readonly log: Logger;
  readonly countJob?: CountJob;
}): Workers {
  const stopping = new AbortController();
  const giveUp = new AbortController();
  // Each queue listens to both, and there are more queues than Node takes for a leak.
  setMaxListeners(0, stopping.signal, giveUp.signal);
  const deps = { jobs, log, countJob, stopping: stopping.signal, giveUp: giveUp.signal };
  const loops = (Object.entries(handlers) as [QueueName, JobHandler][]).flatMap(([name, handler]) => {
    const { everyS }: QueueRule = JOB_QUEUES[name];
    return [workQueue(name, handler, deps), ...(everyS === undefined ? [] : [tick(name, everyS, deps)])];
  });
  return {
    async stop(deadlineMs) {
      stopping.abort();
      const finished = Promise.all(loops);
      const late = new AbortController();
      const inTime = await Promise.race([
        finished.then(() => true),
        pause(deadlineMs, false, { signal: late.signal }).catch(() => true),
      ]);
      late.abort();
      if (inTime) return;
      giveUp.abort();
      await finished;
    },
  };
}

async function workQueue(name: QueueName, handler: JobHandler, deps: WorkerDeps): Promise<void> {
  const { jobs, stopping, log } = deps;
  while (!stopping.aborted) {
    const job = await takeJob(name, jobs, log);
    if (job === undefined) await pause(POLL_MS, undefined, { signal: stopping }).catch(() => undefined);
    else await runJob(name, { ...deps, handler, lease: makeJobLease(jobs, name, job), job });
  }
}

/** The next job of a queue. A database that does not answer gives none, and is asked again. */
async function takeJob(name: QueueName, { boss }: Jobs, log: Logger): Promise<PgBoss.JobWithMetadata | undefined> {
  try {
    const [job] = await boss.fetch<object>(name, { includeMetadata: true, batchSize: 1 });
    return job;
  } catch (cause) {
    log.error({ queue: name, fault: describeFault(cause) }, 'job queue does not answer');
    return undefined;
  }
}

async function runJob(
  name: QueueName,
  {
    handler,
    lease,
    job,
    jobs,
    log,
    countJob,
    giveUp,
  }: WorkerDeps & { readonly handler: JobHandler; readonly lease: JobLease; readonly job: PgBoss.JobWithMetadata },
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
      handler({ id: job.id, data: { ...job.data }, attempt, signal, complete: (tx) => lease.complete(tx) }),
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

async function tick(name: QueueName, everyS: number, { jobs, stopping, log }: WorkerDeps): Promise<void> {
  while (!stopping.aborted) {
    try {
      await jobs.enqueueOnce(name, everyS);
    } catch (cause) {
      log.error({ queue: name, fault: describeFault(cause) }, 'job queue does not answer');
    }
    await pause((everyS * 1000) / 2, undefined, { signal: stopping }).catch(() => undefined);
  }
}
