import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Database, openDatabase } from '@residence-permit/issuer/database';
import {
  type Command,
  defineRoute,
  type Guard,
  makeApp,
  makeLog,
  makeRunCommand,
  makeSqlIdempotencyStore,
  reply,
  type RunCommand,
} from '@residence-permit/issuer/http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { aDatabase, type TestDatabase } from '../builders/a-database.ts';

let given: TestDatabase;
let database: Database;
let server: Server;
let base: string;
/** What the handler does, and how often it was asked to. */
let work: (command: Command | undefined) => Promise<void> = async () => undefined;
let runs = 0;

const guard: Guard = () => (_req, _res, next) => next();
const Count = z.strictObject({ count: z.int(), note: z.string().max(50).optional() });
const countRoute = defineRoute({
  name: 'enterCount',
  method: 'post',
  path: '/api/v1/counts',
  summary: 'Enters a count.',
  tag: 'counts',
  access: 'public',
  body: Count,
  responses: { 201: { description: 'Entered.', schema: z.strictObject({ run: z.int() }) } },
  refusals: { 'count-closed': 409 },
  handler: async ({ body, command }) => {
    runs += 1;
    if (body.count < 0) return { ok: false, refusal: 'count-closed' };
    await work(command);
    return reply(201, { run: runs });
  },
});

beforeAll(async () => {
  given = await aDatabase();
  database = openDatabase({ url: given.url });
  const store = makeSqlIdempotencyStore(database.prisma);
  const app = makeApp({
    log: makeLog({ level: 'silent' }),
    guard,
    routes: [countRoute],
    runCommand: makeRunCommand({ store, hashKey: new Uint8Array(32).fill(7) }),
  });
  server = createServer(app);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await database.close();
  await given.close();
});

async function sent(key: string | undefined, body: string) {
  const headers = { 'content-type': 'application/json', ...(key === undefined ? {} : { 'idempotency-key': key }) };
  const answer = await fetch(`${base}/api/v1/counts`, { method: 'POST', headers, body });
  const content = (await answer.json()) as { readonly run?: number; readonly code?: string };
  return { status: answer.status, replayed: answer.headers.get('idempotency-replayed'), ...content };
}

describe('a command over HTTP', () => {
  it.each([
    ['without a key', undefined],
    ['with a key that is no UUID', 'first'],
  ])('%s is not run', async (_what, key) => {
    const before = runs;
    expect(await sent(key, '{"count":1}')).toMatchObject({ status: 400, code: 'IDEMPOTENCY_KEY_MISSING' });
    expect(runs).toBe(before);
  });

  it('that is sent again has the same answer and is not run again', async () => {
    const key = randomUUID();
    const first = await sent(key, '{"count":1,"note":"x"}');
    expect(first).toMatchObject({ status: 201, replayed: null });
    expect(await sent(key.toUpperCase(), '{ "note": "x", "count": 1 }')).toEqual({ ...first, replayed: 'true' });
  });

  it('that was refused is refused again', async () => {
    const key = randomUUID();
    expect(await sent(key, '{"count":-1}')).toMatchObject({ status: 409, code: 'count-closed', replayed: null });
    const before = runs;
    expect(await sent(key, '{"count":-1}')).toMatchObject({ status: 409, code: 'count-closed', replayed: 'true' });
    expect(runs).toBe(before);
  });

  it('with the key of another one is not run', async () => {
    const key = randomUUID();
    await sent(key, '{"count":1}');
    expect(await sent(key, '{"count":2}')).toMatchObject({ status: 422, code: 'IDEMPOTENCY_KEY_REUSED' });
  });

  it('that is not valid leaves its key free', async () => {
    const key = randomUUID();
    expect(await sent(key, '{"count":"many"}')).toMatchObject({ status: 400, code: 'REQUEST_INVALID' });
    expect(await sent(key, '{"count":1}')).toMatchObject({ status: 201, replayed: null });
  });

  it('that still runs is answered so', async () => {
    const key = randomUUID();
    let second: Awaited<ReturnType<typeof sent>> | undefined;
    work = async () => {
      second = await sent(key, '{"count":1}');
    };
    expect(await sent(key, '{"count":1}')).toMatchObject({ status: 201 });
    work = async () => undefined;
    expect(second).toMatchObject({ status: 409, code: 'IDEMPOTENCY_RUNNING' });
  });

  it('that fails can be sent again at once', async () => {
    const key = randomUUID();
    work = () => Promise.reject(new Error('the database was away'));
    expect(await sent(key, '{"count":1}')).toMatchObject({ status: 500, code: 'UNEXPECTED' });
    work = async () => undefined;
    expect(await sent(key, '{"count":1}')).toMatchObject({ status: 201, replayed: null });
  });

  it('that settled in its transaction and then lost its process has its answer', async () => {
    const key = randomUUID();
    work = async (command) => {
      await database.transaction(async (tx) => command?.settle(tx, { status: 201, body: { run: 77 } }));
      throw new Error('the process ended here');
    };
    expect(await sent(key, '{"count":1}')).toMatchObject({ status: 500 });
    work = async () => undefined;
    expect(await sent(key, '{"count":1}')).toMatchObject({ status: 201, run: 77, replayed: 'true' });
  });

  it('keeps a hash of its body that the body alone does not lead to', async () => {
    const key = randomUUID();
    await sent(key, '{"count":5}');
    const { rows } = await database.pool.query('SELECT caller, route, answer FROM command_reply WHERE key = $1', [key]);
    expect(rows).toEqual([{ caller: 'public', route: 'enterCount', answer: { status: 201, body: { run: runs } } }]);
  });
});

describe('a route whose kept reply could hold any text', () => {
  it('is not accepted', () => {
    const route = defineRoute({
      name: 'tellName',
      method: 'post',
      path: '/api/v1/names',
      summary: 'x',
      tag: 'x',
      access: 'public',
      responses: {
        200: { description: 'x', schema: z.strictObject({ person: z.strictObject({ name: z.string() }) }) },
      },
      refusals: {},
      handler: async () => reply(200, { person: { name: '样本·示例' } }),
    });
    const runCommand: RunCommand = async ({ run, input }) => {
      return { kind: 'answered', answered: await run(input), isReplayed: false };
    };
    const parts = { log: makeLog({ level: 'silent' }), guard, runCommand };
    expect(() => makeApp({ ...parts, routes: [route] })).toThrow(/tellName.*person.*name/);
  });
});
