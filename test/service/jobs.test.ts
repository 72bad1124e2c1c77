import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { PermitError } from '@residence-permit/shared/errors';
import { type Database, openDatabase, withSession } from '@residence-permit/issuer/database';
import { makeLog } from '@residence-permit/issuer/http';
import { DEAD_LETTER_QUEUE, JOB_QUEUES, type Jobs, openJobs, runWorkers } from '@residence-permit/issuer/jobs';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { aDatabase, type TestDatabase } from '../builders/a-database.ts';

const LEASE_S = 2;
const WORKER = fileURLToPath(new URL('../dist/service/job-worker.js', import.meta.url));
const log = makeLog({ level: 'silent' });

let given: TestDatabase;
let database: Database;
let jobs: Jobs;
const children = new Set<ChildProcess>();

beforeAll(async () => {
  given = await aDatabase();
  database = openDatabase({ url: given.url });
  jobs = await openJobs({ pool: database.pool, log, leaseS: LEASE_S });
});
afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  children.clear();
});
afterAll(async () => {
  await jobs.stop();
  await database.close();
  await given.close();
});

const until = <Value>(check: () => Promise<Value>) => vi.waitFor(check, { timeout: 45_000, interval: 100 });
const jobOf = async (name: string, id: string) => {
  const found = await jobs.boss.getJobById(name, id);
  if (found === null) throw new Error('no such job');
  return found;
};
async function enqueued(name: string, data: Record<string, unknown>): Promise<string> {
  const token = randomUUID();
  await database.transaction((tx) => jobs.enqueue(tx, { name, data: { ...data, token } }));
  const { rows } = await database.pool.query<{ readonly id: string }>(
    "SELECT id FROM pgboss.job WHERE name = $1 AND data->>'token' = $2",
    [name, token],
  );
  const [row] = rows;
  if (row === undefined) throw new Error('not enqueued');
  return row.id;
}

describe('the queues', () => {
  it('are those of the list, with the dead letters', async () => {
    const names = (await jobs.boss.getQueues()).map(({ name }) => name);
    expect(names.toSorted()).toEqual([...Object.keys(JOB_QUEUES), DEAD_LETTER_QUEUE].toSorted());
  });

  it('take a job by the transaction of its caller, or not at all', async () => {
    const count = async () => jobs.boss.getQueueSize('end-retention');
    const before = await count();
    const failed = database.prisma.$transaction(async (tx) => {
      await jobs.enqueue(tx, { name: 'end-retention', data: { a: 1 } });
      throw new Error('the work failed after it');
    });
    await expect(failed).rejects.toThrow('the work failed after it');
    expect(await count()).toBe(before);
    await database.transaction((tx) => jobs.enqueue(tx, { name: 'end-retention', data: {}, startAfterS: 3600 }));
    expect(await count()).toBe((before ?? 0) + 1);
  });

  it('refuse a name that is not in the list', async () => {
    await expect(database.transaction((tx) => jobs.enqueue(tx, { name: 'other', data: {} }))).rejects.toThrow(
      TypeError,
    );
  });

  it('get one job a slot of time, however many processes ask', async () => {
    await Promise.all(Array.from({ length: 10 }, () => jobs.enqueueOnce('lapse-uncollected', 43_200)));
    expect(await jobs.boss.getQueueSize('lapse-uncollected')).toBe(1);
  });
});

describe('a worker', () => {
  it('repeats a failed job, keeps why it failed in words, and puts it with the dead letters at the end', async () => {
    const attempts: number[] = [];
    const id = await enqueued('expire-replies', { secret: '样本·示例' });
    const workers = runWorkers({
      jobs,
      log,
      handlers: {
        'expire-replies': async (job) => {
          if (job.id !== id) return;
          attempts.push(job.attempt);
          await database.pool.query('UPDATE pgboss.job SET retry_delay = 0 WHERE id = $1', [id]);
          throw new PermitError('STORE_FAILED', { detail: '样本·示例' });
        },
      },
    });
    const job = await until(async () => {
      const found = await jobOf('expire-replies', id);
      expect(found.state).toBe('failed');
      return found;
    });
    await workers.stop(5000);
    expect(attempts).toEqual([1, 2, 3]);
    expect(job).toMatchObject({
      retryCount: 2,
      output: { code: 'STORE_FAILED', words: 'A file could not be read or written as a whole.' },
    });
    const { rows } = await database.pool.query("SELECT data->>'secret' AS secret FROM pgboss.job WHERE name = $1", [
      DEAD_LETTER_QUEUE,
    ]);
    expect(rows).toEqual([{ secret: '样本·示例' }]);
  });

  it('finishes what it has when it stops', async () => {
    const id = await enqueued('import-row', {});
    const steps = new EventEmitter();
    const began = once(steps, 'began');
    const workers = runWorkers({
      jobs,
      log,
      handlers: {
        'import-row': async () => {
          const released = once(steps, 'released');
          steps.emit('began');
          await released;
        },
      },
    });
    await began;
    const stopped = workers.stop(30_000);
    steps.emit('released');
    await stopped;
    expect((await jobOf('import-row', id)).state).toBe('completed');
  });

  it('gives a job up that does not end by the deadline, and another one takes it', async () => {
    const id = await enqueued('import-row', {});
    let aborted = false;
    let workers = runWorkers({
      jobs,
      log,
      handlers: {
        'import-row': (job) =>
          new Promise(() => {
            job.signal.addEventListener('abort', () => {
              aborted = true;
            });
          }),
      },
    });
    await until(async () => expect((await jobOf('import-row', id)).state).toBe('active'));
    await workers.stop(1);
    expect(aborted).toBe(true);
    expect((await jobOf('import-row', id)).state).toBe('retry');
    await database.pool.query('UPDATE pgboss.job SET start_after = now() WHERE id = $1', [id]);
    workers = runWorkers({ jobs, log, handlers: { 'import-row': async () => undefined } });
    await until(async () => expect((await jobOf('import-row', id)).state).toBe('completed'));
    await workers.stop(5000);
  });
});

/** A worker in a process of its own, and what it prints. */
async function aWorker() {
  const child = spawn(process.execPath, [WORKER, given.url, String(LEASE_S)], { stdio: ['ignore', 'pipe', 'inherit'] });
  children.add(child);
  const lines = createInterface({ input: child.stdout });
  const heard: Record<string, unknown>[] = [];
  lines.on('line', (line) => heard.push(JSON.parse(line) as Record<string, unknown>));
  await until(async () => expect(heard[0]).toEqual({ ready: child.pid }));
  return { child, heard };
}

describe('workers in several processes', () => {
  it('share the jobs, and take over those of a process that was killed; each job is done once', async () => {
    await withOwner('CREATE TABLE test_run (job uuid, pid int, attempt int, what text)');
    await withOwner('GRANT SELECT, INSERT ON test_run TO permit_service');
    const [first, second] = await Promise.all([aWorker(), aWorker()]);
    const hanging = await enqueued('import-row', { hang: true });
    const holder = await until(async () => {
      const found = [first, second].find(({ heard }) => heard.some(({ hangs }) => hangs === hanging));
      expect(found).toBeDefined();
      return found;
    });
    const ids = await Promise.all(Array.from({ length: 6 }, () => enqueued('import-row', {})));
    holder?.child.kill('SIGKILL');
    const survivor = holder === first ? second : first;
    const done = await until(async () => {
      const { rows } = await database.pool.query("SELECT job, pid, attempt FROM test_run WHERE what = 'done'");
      expect(rows).toHaveLength(7);
      return rows as readonly { readonly job: string; readonly pid: number; readonly attempt: number }[];
    });
    expect(new Set(done.map(({ job }) => job))).toEqual(new Set([hanging, ...ids]));
    expect(done.find(({ job }) => job === hanging)).toEqual({ job: hanging, pid: survivor.child.pid, attempt: 2 });
    expect(await jobOf('import-row', hanging)).toMatchObject({ state: 'completed', retryCount: 1 });
    survivor.child.kill('SIGTERM');
    expect(await once(survivor.child, 'exit')).toEqual([0, null]);
  });
});

async function withOwner(sql: string): Promise<void> {
  await withSession({ url: given.migratorUrl, role: 'permit_migrator' }, (client) => client.query(sql));
}
