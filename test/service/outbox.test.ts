import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WITHDRAWAL_REASONS } from '@residence-permit/issuer/domain/grants';
import { type Database, openDatabase } from '@residence-permit/issuer/database';
import { makeLog } from '@residence-permit/issuer/http';
import {
  deliverToSpool,
  type Jobs,
  makeOutbox,
  MESSAGE_LANGUAGES,
  MESSAGE_TEMPLATES,
  openJobs,
  type Outbox,
  runWorkers,
  textOf,
  type Workers,
} from '@residence-permit/issuer/jobs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { aDatabase, type TestDatabase } from '../builders/a-database.ts';

const log = makeLog({ level: 'silent' });
let given: TestDatabase;
let database: Database;
let jobs: Jobs;
let folder: string;
let outbox: Outbox;
let workers: Workers;

beforeAll(async () => {
  given = await aDatabase();
  database = openDatabase({ url: given.url });
  jobs = await openJobs({ pool: database.pool, log });
  folder = await mkdtemp(join(tmpdir(), 'outbox-'));
  outbox = makeOutbox({ database, jobs, deliver: deliverToSpool(join(folder, 'spool')) });
  workers = runWorkers({ jobs, log, handlers: { 'deliver-message': outbox.deliverMessage } });
});
afterAll(async () => {
  await workers.stop(5000);
  await jobs.stop();
  await database.close();
  await given.close();
  await rm(folder, { recursive: true });
});

const aMessage = () => ({
  template: 'accepted' as const,
  language: 'zh' as const,
  caseNumber: 'HZ-2026-000017',
  recipientId: randomUUID(),
  details: { dueOn: '2026-12-14' },
});
const rowOf = (id: string) => database.prisma.outboxMessage.findUniqueOrThrow({ where: { id } });
const until = <Value>(check: () => Promise<Value>) => vi.waitFor(check, { timeout: 45_000, interval: 50 });

describe('a message', () => {
  it('is delivered to the spool after its transaction, once', async () => {
    const message = aMessage();
    const id = await database.transaction((tx) => outbox.queue(tx, message));
    await until(async () => expect(await rowOf(id)).toMatchObject({ state: 'SENT', attempts: 1, lastError: null }));
    const text = await readFile(join(folder, 'spool', `${id}.json`), 'utf8');
    expect(JSON.parse(text)).toEqual({
      id,
      recipientId: message.recipientId,
      language: 'zh',
      template: 'accepted',
      caseNumber: 'HZ-2026-000017',
      text: '您的业务 HZ-2026-000017 已受理,最迟于 2026-12-14 办结。请凭受理回执查询。',
    });
    expect((await readdir(join(folder, 'spool'))).filter((name) => name.startsWith(id))).toHaveLength(1);
  });

  it('is not there when its transaction fails', async () => {
    const message = aMessage();
    const failed = database.prisma.$transaction(async (tx) => {
      await outbox.queue(tx, message);
      throw new Error('the act failed');
    });
    await expect(failed).rejects.toThrow('the act failed');
    expect(await database.prisma.outboxMessage.count({ where: { recipientId: message.recipientId } })).toBe(0);
  });

  it('that was cancelled is not delivered, and stays cancelled', async () => {
    const message = aMessage();
    const id = await database.transaction((tx) => outbox.queue(tx, message, 3600));
    expect(await database.transaction((tx) => outbox.cancel(tx, { recipientId: message.recipientId }))).toBe(1);
    await outbox.deliverMessage({
      id: randomUUID(),
      data: { messageId: id },
      attempt: 1,
      signal: new AbortController().signal,
      stopping: new AbortController().signal,
      complete: async () => undefined,
    });
    expect(await rowOf(id)).toMatchObject({ state: 'CANCELLED', attempts: 0 });
    const reopened = database.prisma.outboxMessage.update({ where: { id }, data: { state: 'QUEUED', closedAt: null } });
    await expect(reopened).rejects.toThrow(/closed/);
  });

  it('that cannot be delivered keeps its attempts and why in words, and is given up after the last', async () => {
    await writeFile(join(folder, 'full'), '');
    const blocked = makeOutbox({ database, jobs, deliver: deliverToSpool(join(folder, 'full', 'spool')) });
    const id = await database.transaction((tx) => blocked.queue(tx, aMessage(), 3600));
    const attempt = (number: number) =>
      blocked.deliverMessage({
        id: randomUUID(),
        data: { messageId: id },
        attempt: number,
        signal: new AbortController().signal,
        stopping: new AbortController().signal,
        complete: async () => undefined,
      });
    await expect(attempt(1)).rejects.toMatchObject({ code: 'STORE_FAILED' });
    const lastError = 'STORE_FAILED: A file could not be read or written as a whole.';
    expect(await rowOf(id)).toMatchObject({ state: 'QUEUED', attempts: 1, lastError });
    await expect(attempt(9)).rejects.toMatchObject({ code: 'STORE_FAILED' });
    expect(await rowOf(id)).toMatchObject({ state: 'FAILED', attempts: 9, lastError });
  });

  it('takes dates, counts and codes only: no word of a person', async () => {
    for (const details of [{ name: '样本·示例' }, { dueOn: 'tomorrow' }]) {
      const queued = database.transaction((tx) => outbox.queue(tx, { ...aMessage(), details }));
      await expect(queued).rejects.toThrow();
    }
  });

  it('has words in every language', () => {
    for (const template of MESSAGE_TEMPLATES) {
      for (const language of MESSAGE_LANGUAGES) {
        const text = textOf({
          template,
          language,
          caseNumber: 'HZ-1',
          details: { dueOn: '2026-12-14', collectBy: '2026-12-15', from: '2026-12-16', reason: 'HOLDER_ASKED' },
        });
        expect(text).toContain('HZ-1');
        expect(text).not.toMatch(/undefined|NaN/);
      }
    }
  });

  it('about a grant that was taken back says why, and how to object', () => {
    const about = { template: 'grant-withdrawn', caseNumber: 'HZ-1' } as const;
    for (const reason of WITHDRAWAL_REASONS) {
      const details = { from: '2026-12-16', reason };
      const [zh, en] = MESSAGE_LANGUAGES.map((language) => textOf({ ...about, language, details }));
      expect(zh).toMatch(/2026-12-16.*理由:[^。]+。.*60 日内申请行政复议/);
      expect(en).toMatch(/2026-12-16.*Reason: [^.]+\..*within 60 days/);
    }
    expect(() => textOf({ ...about, language: 'en', details: { from: '2026-12-16' } })).toThrow(RangeError);
  });
});
