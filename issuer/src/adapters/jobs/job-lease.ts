import { PermitError } from '@residence-permit/shared/errors';
import type { SqlTransaction } from '../http/index.ts';
import type { FaultWords } from './explain-fault.ts';
import type { QueueName } from './job-queues.ts';
import type { Jobs } from './open-jobs.ts';
import type { TakenJob } from './taken-job.ts';

/** The hold of one worker on one attempt of a job. */
export type JobLease = {
  /** The whole lease again, from now; false when the job is another worker's. */
  extend(): Promise<boolean>;
  /** Done, in the transaction given. @throws PermitError STORE_CONFLICT when the job is another worker's */
  complete(tx: SqlTransaction): Promise<void>;
  /** Done, where it was not completed in a transaction. */
  finish(): Promise<void>;
  /** Failed: retried after its delay, or put into the dead letter queue. */
  fail(why: FaultWords): Promise<void>;
};

/** An attempt is told from the next one by the count of retries: it grows each time the job is taken. */
const HELD = `name = $1 AND id = $2::uuid AND retry_count = $3::int AND state = 'active'`;
const EXTEND = `UPDATE pgboss.job SET expire_in = (now() - started_on) + make_interval(secs => $4::int) WHERE ${HELD}`;
const COMPLETE = `UPDATE pgboss.job SET state = 'completed', completed_on = now() WHERE ${HELD}`;
const LOCK = `SELECT id FROM pgboss.job WHERE ${HELD} FOR UPDATE`;

/** Leases of pg-boss end by its `expire_in`, which is put off here while the process lives. */
export function makeJobLease(
  { boss, pool, leaseS }: Jobs,
  name: QueueName,
  job: Pick<TakenJob, 'id' | 'retryCount'>,
): JobLease {
  const held = [name, job.id, job.retryCount];
  let completed = false;
  return {
    async extend() {
      if (completed) return true;
      const { rowCount } = await pool.query(EXTEND, [...held, leaseS]);
      return rowCount === 1 || completed;
    },
    async complete(tx) {
      const rows = await tx.$executeRawUnsafe(COMPLETE, ...held);
      if (rows !== 1) throw new PermitError('STORE_CONFLICT', { detail: 'the job was taken over' });
      completed = true;
    },
    async finish() {
      // A transaction that was run again, or rolled back while its caller went on, leaves the job active.
      const { rowCount } = await pool.query(COMPLETE, held);
      if (rowCount !== 1 && !completed) throw new PermitError('STORE_CONFLICT', { detail: 'the job was taken over' });
    },
    async fail(why) {
      const client = await pool.connect();
      try {
        await client.query('BEGIN');
        const { rowCount } = await client.query(LOCK, held);
        if (rowCount === 1) {
          const db = { executeSql: (text: string, values: unknown[]) => client.query(text, values) };
          await boss.fail(name, job.id, why, { db });
        }
        await client.query('COMMIT');
      } catch (cause) {
        await client.query('ROLLBACK');
        throw cause;
      } finally {
        client.release();
      }
    },
  };
}
