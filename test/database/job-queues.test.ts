import { openDatabase, withSession } from '@residence-permit/issuer/database';
import PgBoss from 'pg-boss';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aDatabase, type TestDatabase } from '../builders/a-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await aDatabase();
});
afterAll(() => database.close());

it('the service makes a queue, sends, fetches and completes, and cannot take the queue away', async () => {
  const { pool, close } = openDatabase({ url: database.url });
  const boss = new PgBoss({
    db: { executeSql: async (text, values) => ({ rows: (await pool.query(text, values)).rows }) },
    migrate: false,
    supervise: false,
    schedule: false,
  });
  await boss.start();
  await boss.createQueue('letters');
  const id = await boss.send('letters', { case: 1 });
  const [job] = await boss.fetch<{ readonly case: number }>('letters');
  expect(job).toMatchObject({ id, data: { case: 1 } });
  await boss.complete('letters', job?.id ?? '');
  expect((await boss.getJobById('letters', job?.id ?? ''))?.state).toBe('completed');
  await expect(boss.deleteQueue('letters')).rejects.toMatchObject({ code: '42501' });
  await boss.stop({ graceful: false });
  await close();
});

it('the schema in the migration is the one that this pg-boss works with', async () => {
  const { rows } = await withSession({ url: database.url, role: undefined }, (client) =>
    client.query('SELECT version FROM pgboss.version'),
  );
  expect(PgBoss.getConstructionPlans('pgboss')).toContain(`VALUES ('${rows[0]?.version}')`);
});
