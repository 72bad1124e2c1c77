import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import { describeFault } from '../http/index.ts';
import { makeJobLease } from './job-lease.ts';
import type { QueueName } from './job-queues.ts';
import type { Jobs } from './open-jobs.ts';
import { type CountJob, type JobHandler, runJob } from './run-job.ts';
import { finishBy, type Workers } from './run-workers.ts';
import type { TakenJob } from './taken-job.ts';

const POLL_MS = 500;

/** As pg-boss takes the next job, but one for an agent of the list only. $1 queue, $2 names of agents */
const TAKE = `UPDATE pgboss.job SET state = 'active', started_on = now(),
  retry_count = CASE WHEN started_on IS NOT NULL THEN retry_count + 1 ELSE retry_count END
  WHERE name = $1 AND id = (SELECT id FROM pgboss.job
    WHERE name = $1 AND state < 'active' AND start_after < now() AND data ->> 'agent' = ANY ($2)
    ORDER BY priority DESC, created_on, id LIMIT 1 FOR UPDATE SKIP LOCKED)
  RETURNING id, data, retry_count AS "retryCount"`;

/**
 * Works on the jobs of a queue whose data names an agent that this process holds at the moment, all of them at once: what is
 * to be done at a counter reaches the process to which its line leads.
 */
export function runHeldJobs({
  queue,
  heldAgents,
  handler,
  jobs,
  log,
  countJob,
}: {
  readonly queue: QueueName;
  readonly heldAgents: () => readonly string[];
  readonly handler: JobHandler;
  readonly jobs: Jobs;
  readonly log: Logger;
  readonly countJob: CountJob;
}): Workers {
  const stopping = new AbortController();
  const giveUp = new AbortController();
  const running = new Set<Promise<void>>();
  const loop = work();
  return {
    async stop(deadlineMs) {
      stopping.abort();
      await loop;
      await finishBy(deadlineMs, Promise.all(running), giveUp);
    },
  };

  async function work(): Promise<void> {
    while (!stopping.signal.aborted) {
      const job = await takeJob();
      if (job === undefined) await pause(POLL_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
      else {
        const given = { handler, job, jobs, log, countJob, giveUp: giveUp.signal };
        const run = runJob(queue, { ...given, lease: makeJobLease(jobs, queue, job), stopping: stopping.signal });
        running.add(run);
        void run.then(() => running.delete(run));
      }
    }
  }

  async function takeJob(): Promise<TakenJob | undefined> {
    const agents = heldAgents();
    if (agents.length === 0) return undefined;
    try {
      const { rows } = await jobs.pool.query<TakenJob>(TAKE, [queue, agents]);
      return rows[0];
    } catch (cause) {
      log.error({ queue, fault: describeFault(cause) }, 'job queue does not answer');
      return undefined;
    }
  }
}
