import { openDatabase } from '@residence-permit/issuer/database';
import { makeLog } from '@residence-permit/issuer/http';
import { openJobs, runWorkers } from '@residence-permit/issuer/jobs';

/**
 * A worker process for the tests: `node job-worker.js ADDRESS LEASE_SECONDS`. It notes each attempt of a job in the table
 * `test_run`, and hangs in the first attempt of a job whose data says so.
 */
const [url = '', leaseS = ''] = process.argv.slice(2);
const database = openDatabase({ url, maxConnections: 4 });
const jobs = await openJobs({ pool: database.pool, log: makeLog({ level: 'error' }), leaseS: Number(leaseS) });
const workers = runWorkers({
  jobs,
  log: makeLog({ level: 'silent' }),
  handlers: {
    'import-row': async (job) => {
      await database.pool.query("INSERT INTO test_run VALUES ($1, $2, $3, 'began')", [
        job.id,
        process.pid,
        job.attempt,
      ]);
      if (job.data['hang'] === true && job.attempt === 1) {
        process.stdout.write(`${JSON.stringify({ hangs: job.id })}\n`);
        await new Promise(() => undefined);
      }
      await database.transaction(async (tx) => {
        await tx.$executeRawUnsafe(
          "INSERT INTO test_run VALUES ($1::uuid, $2::int, $3::int, 'done')",
          job.id,
          process.pid,
          job.attempt,
        );
        await job.complete(tx);
      });
    },
  },
});
process.stdout.write(`${JSON.stringify({ ready: process.pid })}\n`);
process.once('SIGTERM', () => {
  void (async () => {
    await workers.stop(5000);
    await jobs.stop();
    await database.close();
  })();
});
