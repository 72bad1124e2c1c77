import { type Database, openDatabase, withSession } from '@residence-permit/issuer/database';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aDatabase, type TestDatabase } from '../builders/a-database.ts';

let test: TestDatabase;
let database: Database;
beforeAll(async () => {
  test = await aDatabase();
  await withSession({ url: test.migratorUrl, role: undefined }, (client) =>
    client.query(`CREATE TABLE tally (id int PRIMARY KEY, n int NOT NULL);
                  INSERT INTO tally VALUES (1, 0), (2, 0);
                  GRANT SELECT, UPDATE ON tally TO permit_service`),
  );
  database = openDatabase({ url: test.url });
});
afterAll(async () => {
  await database.close();
  await test.close();
});

type Row = { readonly n: number };

/** Reads, then writes what it read plus one: right only if nobody else did so in between. */
function addOne(isolation: 'RepeatableRead' | 'Serializable'): Promise<void> {
  return database.transaction(async (tx) => {
    const [row] = await tx.$queryRaw<readonly Row[]>`SELECT n FROM tally WHERE id = 1`;
    await tx.$executeRaw`UPDATE tally SET n = ${(row?.n ?? 0) + 1} WHERE id = 1`;
  }, isolation);
}

it('runs work again that met another transaction, until every one of them is done', async () => {
  await Promise.all(Array.from({ length: 4 }, () => addOne('Serializable')));
  await Promise.all(Array.from({ length: 4 }, () => addOne('RepeatableRead')));
  expect(await database.prisma.$queryRaw`SELECT n FROM tally WHERE id = 1`).toEqual([{ n: 8 }]);
});

it('runs the one again that the database ends to break a deadlock', async () => {
  const reached: (() => void)[] = [];
  const bothHoldOne = Promise.all([0, 1].map(() => new Promise<void>((resolve) => reached.push(resolve))));
  const attempts = [0, 0];
  const cross = (who: 0 | 1, [first, second]: readonly [number, number]) =>
    database.transaction(async (tx) => {
      attempts[who] = (attempts[who] ?? 0) + 1;
      await tx.$executeRaw`UPDATE tally SET n = n + 100 WHERE id = ${first}`;
      reached[who]?.();
      await bothHoldOne;
      await tx.$executeRaw`UPDATE tally SET n = n + 100 WHERE id = ${second}`;
    });
  await Promise.all([cross(0, [1, 2]), cross(1, [2, 1])]);
  expect(await database.prisma.$queryRaw`SELECT id, n FROM tally ORDER BY id`).toEqual([
    { id: 1, n: 208 },
    { id: 2, n: 200 },
  ]);
  expect(attempts.reduce((one, other) => one + other)).toBe(3);
});

it('gives up with its own code, having written nothing', async () => {
  const failing = database.transaction(async (tx) => {
    await tx.$executeRaw`UPDATE tally SET n = -1 WHERE id = 1`;
    await tx.$executeRaw`DO $$ BEGIN RAISE EXCEPTION 'always' USING ERRCODE = '40001'; END $$`;
  });
  await expect(failing).rejects.toMatchObject({ code: 'DATABASE_CONTENDED' });
  expect(await database.prisma.$queryRaw`SELECT n FROM tally WHERE id = 1`).toEqual([{ n: 208 }]);
});

it('throws what the work threw, once, and rolls back', async () => {
  let runs = 0;
  const failing = database.transaction(async (tx) => {
    runs += 1;
    await tx.$executeRaw`UPDATE tally SET n = -1 WHERE id = 1`;
    throw new RangeError('not this');
  });
  await expect(failing).rejects.toThrow(RangeError);
  expect(runs).toBe(1);
  expect(await database.prisma.$queryRaw`SELECT n FROM tally WHERE id = 1`).toEqual([{ n: 208 }]);
});

it('has the server prepare a statement once per connection, whatever its values', async () => {
  const prepared = await database.transaction(async (tx) => {
    for (const id of ['a', 'b']) await tx.office.findUnique({ where: { id } });
    return tx.$queryRaw<readonly object[]>`
      SELECT (generic_plans + custom_plans)::int AS runs FROM pg_prepared_statements
      WHERE name LIKE 'permit-%' AND statement LIKE 'SELECT "public"."office"%'`;
  });
  expect(prepared).toEqual([{ runs: 2 }]);
});
