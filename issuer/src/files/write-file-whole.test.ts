import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readFileWhole, writeFileWhole } from './write-file-whole.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'permit-files-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('writes a secret so that only its owner can read it', async () => {
  const path = join(folder, 'keys', 'a.pkcs8');
  await writeFileWhole(path, Uint8Array.of(1, 2, 3), 'owner');
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect([...(await readFileWhole(path))]).toEqual([1, 2, 3]);
});

test('replaces a file and leaves no draft behind', async () => {
  const path = join(folder, 'register.json');
  await writeFileWhole(path, 'old', 'everybody');
  await writeFileWhole(path, 'new', 'everybody');
  expect(await readFile(path, 'utf8')).toBe('new');
  expect(await readdir(folder)).toEqual(['register.json']);
});

test('names a file that cannot be written or read', async () => {
  await writeFileWhole(join(folder, 'a'), 'file', 'everybody');
  await expect(writeFileWhole(join(folder, 'a', 'b'), 'x', 'everybody')).rejects.toMatchObject({
    code: 'STORE_FAILED',
  });
  await expect(readFileWhole(join(folder, 'missing'))).rejects.toMatchObject({ code: 'STORE_FAILED' });
});
