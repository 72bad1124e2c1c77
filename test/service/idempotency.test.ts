import { randomUUID } from 'node:crypto';
import { makeSqlIdempotencyStore, type IdempotencyStore } from '@residence-permit/issuer/http';
import { type Database, openDatabase } from '@residence-permit/issuer/database';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aDatabase, type TestDatabase } from '../builders/a-database.ts';

let given: TestDatabase;
let database: Database;
let store: IdempotencyStore;

beforeAll(async () => {
  given = await aDatabase();
  database = openDatabase({ url: given.url });
  store = makeSqlIdempotencyStore(database.prisma);
});
afterAll(async () => {
  await database.close();
  await given.close();
});

const HASH = new Uint8Array(32).fill(1);
const aCommand = () => ({ caller: randomUUID(), key: randomUUID(), route: 'decideCase', requestHash: HASH });
const reply = { status: 201, body: { decisionId: randomUUID() } };

/** Claims a command that nobody has. */
async function claimed(command: ReturnType<typeof aCommand>) {
  const answer = await store.claim(command);
  if (answer.kind !== 'claimed') throw new Error(answer.kind);
  return answer.claim;
}
const endLease = (key: string) =>
  database.pool.query('UPDATE command_reply SET lease_until = now() WHERE key = $1', [key]);

describe('a command by its key', () => {
  it('is answered again with what was answered', async () => {
    const command = aCommand();
    await store.settle(await claimed(command), reply);
    expect(await store.claim(command)).toEqual({ kind: 'done', answered: reply });
  });

  it('keeps a refusal as it keeps a reply', async () => {
    const command = aCommand();
    await store.settle(await claimed(command), { ok: false, refusal: 'same-person' });
    expect(await store.claim(command)).toEqual({ kind: 'done', answered: { ok: false, refusal: 'same-person' } });
  });

  it('still runs until its lease ends', async () => {
    const command = aCommand();
    await claimed(command);
    expect(await store.claim(command)).toEqual({ kind: 'running', retryAfterS: 30 });
  });

  it.each([
    ['body', { requestHash: new Uint8Array(32) }],
    ['route', { route: 'refuseCase' }],
  ])('is another one with another %s', async (_what, other) => {
    const command = aCommand();
    const claim = await claimed(command);
    expect(await store.claim({ ...command, ...other })).toEqual({ kind: 'reused' });
    await store.settle(claim, reply);
    expect(await store.claim({ ...command, ...other })).toEqual({ kind: 'reused' });
  });

  it('belongs to its caller: the key of another one is free', async () => {
    const command = aCommand();
    await claimed(command);
    expect((await store.claim({ ...command, caller: randomUUID() })).kind).toBe('claimed');
  });

  it('is taken over when its lease has ended, and the first process can no longer answer it', async () => {
    const command = aCommand();
    const first = await claimed(command);
    await endLease(command.key);
    const second = await claimed(command);
    await expect(store.settle(first, reply)).rejects.toMatchObject({ code: 'STORE_CONFLICT' });
    await store.settle(second, reply);
    expect((await store.claim(command)).kind).toBe('done');
  });

  it('goes on while its lease is extended', async () => {
    const command = aCommand();
    const claim = await claimed(command);
    await database.pool.query("UPDATE command_reply SET lease_until = now() + interval '1 s' WHERE key = $1", [
      command.key,
    ]);
    await store.extend(claim);
    expect(await store.claim(command)).toEqual({ kind: 'running', retryAfterS: 30 });
  });

  it('is free again at once after a fault', async () => {
    const command = aCommand();
    await store.release(await claimed(command));
    expect((await store.claim(command)).kind).toBe('claimed');
  });

  it('is claimed by one of many processes that get it together', async () => {
    const command = aCommand();
    const kinds = await Promise.all(Array.from({ length: 20 }, async () => (await store.claim(command)).kind));
    expect(kinds.filter((kind) => kind === 'claimed')).toHaveLength(1);
    expect(kinds.filter((kind) => kind === 'running')).toHaveLength(19);
  });

  it('is answered in the transaction of the work, or neither is there', async () => {
    const command = aCommand();
    const claim = await claimed(command);
    const failed = database.prisma.$transaction(async (tx) => {
      await store.settle(claim, reply, tx);
      throw new Error('the work failed after it');
    });
    await expect(failed).rejects.toThrow('the work failed after it');
    expect((await store.claim(command)).kind).toBe('running');
    await database.prisma.$transaction((tx) => store.settle(claim, reply, tx));
    expect((await store.claim(command)).kind).toBe('done');
  });

  it('is forgotten after its time', async () => {
    const command = aCommand();
    await store.settle(await claimed(command), reply);
    expect(await store.expire()).toBe(0);
    await database.pool.query('UPDATE command_reply SET expires_at = now() WHERE key = $1', [command.key]);
    expect(await store.expire()).toBe(1);
    expect((await store.claim(command)).kind).toBe('claimed');
  });
});
