import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { addMasterKey, makeKeyFolder, openKeyFolder } from './key-folder.ts';

const random = (length: number) => new Uint8Array(randomBytes(length));

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'permit-privacy-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('makes keys for their owner alone, once', async () => {
  await makeKeyFolder(folder, random);
  expect((await stat(join(folder, 'master-1.key'))).mode & 0o777).toBe(0o600);
  expect((await openKeyFolder(folder)).masters.current).toBe(1);
  await expect(makeKeyFolder(folder, random)).rejects.toMatchObject({ code: 'STORE_CONFLICT' });
});

test('a further master key is the current one and the index key stays', async () => {
  await makeKeyFolder(folder, random);
  const before = await openKeyFolder(folder);
  expect(await addMasterKey(folder, random)).toBe(2);
  const after = await openKeyFolder(folder);
  expect(after.masters.current).toBe(2);
  const document = { kind: 'citizen-id', number: '440524188001010014' };
  expect(after.index.blindIndex(document)).toEqual(before.index.blindIndex(document));
  const personId = '6f9619ff-8b86-4d01-b42d-00cf4fc964ff';
  const wrapped = before.masters.wrap({ personId, key: random(32), random });
  expect(after.masters.unwrap({ personId, bytes: wrapped })).toEqual(
    before.masters.unwrap({ personId, bytes: wrapped }),
  );
});

test('refuses keys that others may read, that are cut, or that are not there', async () => {
  await expect(openKeyFolder(folder)).rejects.toMatchObject({ code: 'KEY_BAD' });
  await expect(addMasterKey(folder, random)).rejects.toMatchObject({ code: 'KEY_BAD' });
  await makeKeyFolder(folder, random);
  await chmod(join(folder, 'master-1.key'), 0o640);
  await expect(openKeyFolder(folder)).rejects.toMatchObject({ code: 'KEY_EXPOSED' });
  await writeFile(join(folder, 'master-1.key'), random(31));
  await chmod(join(folder, 'master-1.key'), 0o600);
  await expect(openKeyFolder(folder)).rejects.toMatchObject({ code: 'KEY_BAD' });
  await expect(openKeyFolder(join(folder, 'nowhere'))).rejects.toMatchObject({ code: 'STORE_FAILED' });
});
