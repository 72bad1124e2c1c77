import { afterAll, beforeAll, expect, it } from 'vitest';
import { anAuditedOffice, type AuditedOffice } from './an-audited-office.ts';

let office: AuditedOffice;
beforeAll(async () => {
  office = await anAuditedOffice();
});
afterAll(() => office.close());

it('a connection that ends while it is lent out fails its work, and neither the process nor the next seal', async () => {
  await office.enter(2);
  const client = await office.pool.connect();
  const ended = new Promise((resolve) => {
    client.once('end', resolve);
  });
  await client.query('BEGIN');
  const { rows } = await client.query<{ readonly pid: number }>('SELECT pg_backend_pid() AS pid');
  await office.superuser.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid]);
  await ended;
  await expect(client.query('COMMIT')).rejects.toThrow();
  client.release(true);
  expect(await office.seal()).toBe(2);
  expect(await office.verify(undefined, { lagLimitS: 0 })).toMatchObject({ broken: 0, links: 2 });
});
