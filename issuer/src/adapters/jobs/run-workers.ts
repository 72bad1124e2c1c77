import { setMaxListeners } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import type PgBoss from 'pg-boss';
import type { Logger } from 'pino';
import { describeFault } from '../http/index.ts';
import { type QueueName, JOB_QUEUES, type QueueRule } from './job-queues.ts';
import { makeJobLease } from './job-lease.ts';
import type { Jobs } from './open-jobs.ts';
import { type CountJob, type JobHandler, runJob } from './run-job.ts';

/** What a queue is worked by. */
export type JobHandlers = { readonly [Name in QueueName]?: JobHandler };

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
      await finishBy(deadlineMs, Promise.all(loops), giveUp);
    },
  };
}

/** Waits for what runs up to `deadlineMs`, then gives it up. */
export async function finishBy(deadlineMs: number, running: Promise<unknown>, giveUp: AbortController): Promise<void> {
  const late = new AbortController();
  const inTime = await Promise.race([
    running.then(() => true),
    pause(deadlineMs, false, { signal: late.signal }).catch(() => true),
  ]);
  late.abort();
  if (inTime) return;
  giveUp.abort();
  await running;
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
