import { openDatabase } from '@residence-permit/issuer/database';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aDatabase, type TestDatabase } from '../builders/a-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  let t = performance.now();
  database = await aDatabase();
  console.log('first', performance.now() - t);
  t = performance.now();
  const d2 = await aDatabase();
  console.log('second', performance.now() - t);
  await d2.close();
});
afterAll(() => database.close());

it('x', async () => {
  const { prisma, close } = openDatabase({ url: database.url });
  const r = await prisma.$queryRawUnsafe('select current_user::text as u, version()');
  console.log(r);
  expect(r).toBeTruthy();
  await close();
});
