import { randomBytes, randomUUID } from 'node:crypto';
import { chmod, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { PGlite } from '@electric-sql/pglite';
import { PermitError } from '@residence-permit/shared/errors';
import { toHex } from '@residence-permit/shared/bytes';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { makePersonKeys, MasterKeys, type PersonKeys, SecretKey } from '../privacy/index.ts';
import { evidencePath } from './evidence-address.ts';
import { type EvidenceFolder, makeEvidenceFiles } from './evidence-files.ts';
import { EVIDENCE_UPLOAD_MAX_BYTES } from './examine/evidence-limits.ts';
import { readUpload } from './read-upload.ts';
import { sweepEvidence } from './sweep-evidence.ts';

const random = (length: number) => new Uint8Array(randomBytes(length));
const LEASE = new TextEncoder().encode('样本租赁合同');
const DAY_MS = 86_400_000;

let engine: PGlite;
beforeAll(async () => {
  engine = await PGlite.create();
  await engine.exec(
    'CREATE TABLE person_key (person_id uuid PRIMARY KEY, wrapped_key bytea NOT NULL, created_at timestamptz NOT NULL)',
  );
});
afterAll(() => engine.close());

let folder = '';
let keys: PersonKeys;
let files: EvidenceFolder;
let person = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'permit-evidence-'));
  keys = makePersonKeys({
    store: { query: (sql, values) => engine.query(sql, [...values]) },
    masters: new MasterKeys(new Map([[1, new SecretKey(random(32))]])),
    random,
    monotonicMs: () => 0,
  });
  files = makeEvidenceFiles({ folder, keys });
  person = randomUUID();
  await keys.create(person);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const pathOf = (address: Uint8Array) => join(folder, evidencePath(address));

test('gives back what was put, and keeps the same file of a person once', async () => {
  const { address } = await files.put(person, LEASE);
  expect(await files.put(person, LEASE)).toEqual({ address });
  expect(await files.get(person, address)).toEqual(LEASE);
  expect(await readdir(join(pathOf(address), '..'))).toHaveLength(1);
  expect((await stat(pathOf(address))).mode & 0o777).toBe(0o600);
  expect((await readFile(pathOf(address))).includes(Buffer.from(LEASE))).toBe(false);
});

test('the same file of two persons cannot be linked, nor opened by the other', async () => {
  const other = randomUUID();
  await keys.create(other);
  const mine = await files.put(person, LEASE);
  const theirs = await files.put(other, LEASE);
  expect(theirs.address).not.toEqual(mine.address);
  await expect(files.get(other, mine.address)).rejects.toMatchObject({ code: 'EVIDENCE_DAMAGED' });
});

test('finds every changed byte and cut of a stored file, and a file at the address of another', async () => {
  const { address } = await files.put(person, LEASE);
  const sealed = new Uint8Array(await readFile(pathOf(address)));
  for (let index = 0; index < sealed.length; index += 1) {
    const changed = sealed.slice();
    changed[index] = (changed[index] ?? 0) ^ 0x40;
    await writeFile(pathOf(address), changed);
    await expect(files.get(person, address)).rejects.toMatchObject({ code: 'EVIDENCE_DAMAGED' });
  }
  await writeFile(pathOf(address), sealed.slice(0, 20));
  await expect(files.get(person, address)).rejects.toMatchObject({ code: 'EVIDENCE_DAMAGED' });
  const second = await files.put(person, Uint8Array.of(1));
  await writeFile(pathOf(address), await readFile(pathOf(second.address)));
  await expect(files.get(person, address)).rejects.toMatchObject({ code: 'EVIDENCE_DAMAGED' });
  await files.put(person, LEASE);
  expect(await files.get(person, address)).toEqual(LEASE);
});

test('a file that is gone is EVIDENCE_MISSING, and one of an erased person is PERSON_ERASED', async () => {
  const { address } = await files.put(person, LEASE);
  await keys.destroy(person);
  await expect(files.get(person, address)).rejects.toMatchObject({ code: 'PERSON_ERASED' });
  await expect(files.put(person, LEASE)).rejects.toMatchObject({ code: 'PERSON_ERASED' });
  await files.remove(address);
  await files.remove(address);
  await expect(files.get(person, address)).rejects.toMatchObject({ code: 'EVIDENCE_MISSING' });
  await expect(files.get(person, address.slice(1))).rejects.toThrow(RangeError);
});

test('a folder that cannot be written is STORE_FAILED and leaves nothing', async () => {
  await writeFile(join(folder, 'a-file'), '');
  const nowhere = makeEvidenceFiles({ folder: join(folder, 'a-file'), keys });
  await expect(nowhere.put(person, LEASE)).rejects.toBeInstanceOf(PermitError);
});

test('a sweep removes old files that no row names, and old drafts, and nothing else', async () => {
  const kept = (await files.put(person, Uint8Array.of(1))).address;
  const orphan = (await files.put(person, Uint8Array.of(2))).address;
  const young = (await files.put(person, Uint8Array.of(3))).address;
  const draft = `${pathOf(kept)}.${randomUUID()}.draft`;
  await writeFile(draft, 'cut');
  await writeFile(join(folder, 'README'), 'not a folder of files');
  const nowMs = Date.now();
  const old = new Date(nowMs - 2 * DAY_MS);
  for (const path of [pathOf(kept), pathOf(orphan), draft]) await utimes(path, old, old);
  const sweep = { folder, nowMs, named: async () => new Set([toHex(kept)]) };
  expect(await sweepEvidence(sweep)).toBe(2);
  expect(await sweepEvidence(sweep)).toBe(0);
  expect(await files.get(person, kept)).toHaveLength(1);
  expect(await files.get(person, young)).toHaveLength(1);
  await expect(files.get(person, orphan)).rejects.toMatchObject({ code: 'EVIDENCE_MISSING' });
  await expect(stat(draft)).rejects.toThrow('ENOENT');
});

test('a sweep leaves a file that was put again while it asked, and puts back what a cut sweep set aside', async () => {
  const { address } = await files.put(person, LEASE);
  const nowMs = Date.now();
  const old = new Date(nowMs - 2 * DAY_MS);
  await utimes(pathOf(address), old, old);
  const named = async () => {
    await files.put(person, LEASE);
    return new Set<string>();
  };
  expect(await sweepEvidence({ folder, nowMs, named })).toBe(0);
  expect(await files.get(person, address)).toEqual(LEASE);
  await writeFile(`${pathOf(address)}.swept`, await readFile(pathOf(address)));
  await files.remove(address);
  await sweepEvidence({ folder, nowMs, named: async () => new Set([toHex(address)]) });
  expect(await files.get(person, address)).toEqual(LEASE);
});

test('a sweep of a folder that is not there finds nothing, and one that it may not read is named', async () => {
  const named = async () => new Set<string>();
  expect(await sweepEvidence({ folder: join(folder, 'nowhere'), nowMs: 0, named })).toBe(0);
  await writeFile(join(folder, 'a-file'), '');
  await chmod(join(folder, 'a-file'), 0o600);
  await expect(sweepEvidence({ folder: join(folder, 'a-file'), nowMs: 0, named })).rejects.toMatchObject({
    code: 'STORE_FAILED',
  });
});

test('an upload is read to its limit and no further', async () => {
  expect(await readUpload(Readable.from([Buffer.from('ab'), Buffer.from('c')]))).toEqual({
    ok: true,
    value: new TextEncoder().encode('abc'),
  });
  let sent = 0;
  async function* endless() {
    for (;;) {
      sent += 2 ** 20;
      yield new Uint8Array(2 ** 20);
    }
  }
  expect(await readUpload(endless())).toEqual({ ok: false, refusal: 'EVIDENCE_TOO_LARGE' });
  expect(sent).toBeLessThanOrEqual(EVIDENCE_UPLOAD_MAX_BYTES + 2 ** 20);
});
