import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeFileJobStore, makeMemoryJobStore } from './job-store.ts';

const job = {
  step: 'locking' as const,
  secrets: { can: '012345', puk: '0123456789' },
  deviceKey: new Uint8Array(65).fill(4),
  files: new Map([
    [1, Uint8Array.of(1)],
    [9, new Uint8Array(3000).fill(9)],
  ]),
};

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'permit-jobs-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('a job outlives its process, is its owner’s alone, and is gone after hand-over', async () => {
  expect(await makeFileJobStore(join(folder, 'not there yet')).list()).toEqual([]);
  await makeFileJobStore(folder).save('1000000001', job);
  expect((await stat(join(folder, '1000000001.json'))).mode & 0o777).toBe(0o600);
  const jobs = makeFileJobStore(folder);
  expect(await jobs.load('1000000001')).toEqual(job);
  expect(await jobs.list()).toEqual(['1000000001']);
  await jobs.discard('1000000001');
  expect(await jobs.load('1000000001')).toBeUndefined();
  expect(await readdir(folder)).toEqual([]);
});

test('a damaged job is a failure, not an empty one', async () => {
  await writeFile(join(folder, '1000000001.json'), '{"can":');
  await expect(makeFileJobStore(folder).load('1000000001')).rejects.toMatchObject({ code: 'STORE_FAILED' });
});

test('a job in memory behaves alike', async () => {
  const jobs = makeMemoryJobStore();
  expect(await jobs.load('1')).toBeUndefined();
  await jobs.save('1', job);
  expect(await jobs.load('1')).toEqual(job);
  expect(await jobs.list()).toEqual(['1']);
  await jobs.discard('1');
  expect(await jobs.load('1')).toBeUndefined();
});
