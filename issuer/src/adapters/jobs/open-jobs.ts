import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import PgBoss from 'pg-boss';
import type { Logger } from 'pino';
import { describeFault, type SqlTransaction } from '../http/index.ts';
import { DEAD_LETTER_QUEUE, isQueueName, JOB_LEASE_S, JOB_QUEUES } from './job-queues.ts';

/** A job to be done after the transaction, in it or not at all. */
export type JobToEnqueue = {
  readonly name: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** Seconds to wait; else at once. */
  readonly startAfterS?: number;
};

/** The queues of the database: jobs go in by the caller's transaction, and workers take them out. */
export type Jobs = {
  /** @throws TypeError when there is no such queue */
  enqueue(tx: SqlTransaction, job: JobToEnqueue): Promise<void>;
  /** Puts one job in for this slot of the clock of the database; where another process did so already, nothing. */
  enqueueOnce(name: string, everyS: number): Promise<void>;
  readonly boss: PgBoss;
  /** A running job is taken from a process that has not been heard of for so many seconds. */
  readonly leaseS: number;
  readonly pool: Pool;
  stop(): Promise<void>;
};

/** How often jobs without a sign of life are looked for. */
const MAINTENANCE_S = 5;
const SCHEMA = 'pgboss';

/**
 * pg-boss over the service's connections. The schema is there by a migration; the queues are made here, by a function that
 * belongs to the migrator.
 * @throws Error when the schema is missing or of another version
 */
export async function openJobs({
  pool,
  log,
  leaseS = JOB_LEASE_S,
}: {
  readonly pool: Pool;
  readonly log: Logger;
  readonly leaseS?: number;
}): Promise<Jobs> {
  const boss = new PgBoss({
    schema: SCHEMA,
    migrate: false,
    supervise: true,
    schedule: false,
    maintenanceIntervalSeconds: MAINTENANCE_S,
    deleteAfterDays: 30,
    db: { executeSql: (text, values) => pool.query(text, values) },
  });
  boss.on('error', (cause) => log.error({ fault: describeFault(cause) }, 'job queue failed'));
  await boss.start();
  await makeQueues(boss, leaseS);
  return {
    boss,
    pool,
    leaseS,
    async enqueue(tx, { name, data, startAfterS }) {
      if (!isQueueName(name)) throw new TypeError(`enqueue: no queue ${name}`);
      const options = { id: randomUUID(), db: overTransaction(tx) };
      await boss.send(name, data, startAfterS === undefined ? options : { ...options, startAfter: startAfterS });
    },
    async enqueueOnce(name, everyS) {
      await boss.send(name, {}, { singletonSeconds: everyS, singletonKey: 'every' });
    },
    stop: () => boss.stop({ graceful: false, close: false }),
  };
}

/** Makes what is missing and changes what is of another rule; a start with everything in place asks one question. */
async function makeQueues(boss: PgBoss, leaseS: number): Promise<void> {
  const known = new Map((await boss.getQueues()).map((queue) => [queue.name, queue]));
  if (!known.has(DEAD_LETTER_QUEUE)) {
    await boss.createQueue(DEAD_LETTER_QUEUE, { name: DEAD_LETTER_QUEUE, retryLimit: 0 });
  }
  for (const [name, { retries, retryDelayS }] of Object.entries(JOB_QUEUES)) {
    const options = {
      name,
      retryLimit: retries,
      retryDelay: retryDelayS,
      retryBackoff: true,
      expireInSeconds: leaseS,
      deadLetter: DEAD_LETTER_QUEUE,
    };
    const found = known.get(name);
    if (found === undefined) await boss.createQueue(name, options);
    else if (Object.entries(options).some(([key, value]) => Reflect.get(found, key) !== value)) {
      await boss.updateQueue(name, options);
    }
  }
}

/** What pg-boss asks of a connection, over a transaction of Prisma's. */
export function overTransaction(tx: SqlTransaction): PgBoss.Db {
  return {
    async executeSql(text, values: readonly unknown[]) {
      // A parameter that is not there is null for PostgreSQL; Prisma takes no undefined.
      const rows = await tx.$queryRawUnsafe<object[]>(text, ...values.map((value) => value ?? null));
      return { rows };
    },
  };
}
