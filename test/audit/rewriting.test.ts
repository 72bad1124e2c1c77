import { appendFile, readFile, rename, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  checkpointKeyPath,
  checkpointKeysPath,
  makeCheckpointKey,
  makeSignCheckpoints,
  makeWitnessFile,
  readCheckpointKeys,
  requireOwnKey,
} from '@residence-permit/issuer/adapters/audit';
import { Ed25519Key } from '@residence-permit/issuer/authority';
import { restoreBackup, writeBackup } from '@residence-permit/issuer/database';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { anEmptyDatabase } from '../builders/a-database.ts';
import { anAuditedOffice, type AuditedOffice, placesOf } from './an-audited-office.ts';

let office: AuditedOffice;
let ids: readonly string[];

beforeEach(async () => {
  office = await anAuditedOffice();
  ids = await office.enter(3);
  await office.seal();
  await office.signCheckpoints();
  ids = [...ids, ...(await office.enter(3))];
  await office.seal();
  await office.signCheckpoints();
});
afterEach(() => office.close());

const withWitness = () => office.verify(undefined, { witness: office.witness });

/** Changes the fifth event and hashes the whole chain anew, as the service itself would. */
async function rewrite(): Promise<void> {
  await office.tamper(
    "UPDATE audit_event SET reason = 'another' WHERE id = " + (ids[4] ?? ''),
    'DELETE FROM audit_link',
  );
  expect(await office.seal()).toBe(6);
}

describe('a chain that was hashed anew', () => {
  it('is found by its checkpoints, and told once for each source', async () => {
    await rewrite();
    expect(await withWitness()).toMatchObject({
      broken: 2,
      findings: [
        { fault: 'rewritten', seq: 3n, detail: 'database, agrees through place 0' },
        { fault: 'rewritten', seq: 3n, detail: 'witness, agrees through place 0' },
      ],
    });
    await expect(office.enter(1).then(office.seal).then(office.signCheckpoints)).rejects.toMatchObject({
      code: 'AUDIT_BROKEN',
    });
  });

  it('is found by the witness alone when its checkpoints are gone, even once it was signed again', async () => {
    await rewrite();
    await office.tamper('DELETE FROM audit_checkpoint');
    expect(placesOf(await office.verify())).toEqual([]);
    expect(placesOf(await withWitness())).toEqual(['rewritten east #3']);
    expect(await office.signCheckpoints()).toBe(1);
    expect(placesOf(await withWitness())).toEqual(['rewritten east #3']);
  });

  it('is not signed on: what came after the last checkpoint is hashed again first', async () => {
    const [id] = await office.enter(2);
    await office.seal();
    await office.tamper(`UPDATE audit_event SET purpose = 'another' WHERE id = ${id ?? ''}`);
    await expect(office.signCheckpoints()).rejects.toMatchObject({ code: 'AUDIT_BROKEN' });
    expect((await office.verify()).checkpoints).toBe(2);
  });
});

describe('a backup', () => {
  it('that is restored holds, and lacks what the witness saw after it', async () => {
    const file = join(office.folder, 'backup');
    await writeBackup({ url: office.address.migratorUrl, kind: 'register', file, at: 1_780_000_000 });
    await office.enter(2);
    await office.seal();
    await office.signCheckpoints();
    const restored = await anEmptyDatabase();
    try {
      await restoreBackup({ url: restored.migratorUrl, kind: 'register', file });
      expect(await office.verify(restored.auditorUrl)).toMatchObject({ broken: 0, links: 6, checkpoints: 2 });
      const rolledBack = await office.verify(restored.auditorUrl, { witness: office.witness });
      expect(rolledBack.findings).toMatchObject([
        { fault: 'tail-removed', officeId: 'east', seq: 7n, detail: 'witness, signed through place 8' },
      ]);
    } finally {
      await restored.close();
    }
  });
});

describe('the witness', () => {
  it('holds signed notes, one after the other', async () => {
    const [origin, seq, hash, time, empty, signature] = (await readFile(office.witness, 'utf8')).split('\n');
    expect([origin, seq, empty]).toEqual(['residence-permit-audit/east', '3', '']);
    expect(hash).toMatch(/^[A-Za-z0-9+/]{43}=$/);
    expect(time).toMatch(/^time [0-9]{16}$/);
    expect(signature).toMatch(/^— residence-permit-audit [A-Za-z0-9+/]{91}=$/);
  });

  it('that lost the end of a note in a power cut takes the next one whole', async () => {
    const { length } = await readFile(office.witness);
    await truncate(office.witness, length - 40);
    expect(await withWitness()).toMatchObject({ notes: 1, broken: 0 });
    await office.enter(1);
    await office.seal();
    await office.signCheckpoints();
    expect(await withWitness()).toMatchObject({ notes: 2, broken: 0 });
  });

  it('with a note that somebody else wrote is told apart', async () => {
    const text = await readFile(office.witness, 'utf8');
    await appendFile(office.witness, text.replace('\n3\n', '\n9\n').split('\n').slice(0, 7).join('\n') + '\n');
    expect(placesOf(await withWitness())).toEqual(['signature-bad east #9']);
  });

  it('that cannot be written keeps the checkpoint out of the database too', async () => {
    await office.enter(1);
    await office.seal();
    const appendNote = makeWitnessFile(join(office.folder, 'nowhere', 'witness'));
    const openSigner = () => Promise.resolve(Ed25519Key.fromSeed(new Uint8Array(32).fill(3)));
    const sign = makeSignCheckpoints({ pool: office.pool, openSigner, appendNote });
    await expect(sign()).rejects.toMatchObject({ code: 'STORE_FAILED' });
    expect((await office.verify()).checkpoints).toBe(2);
    await expect(office.verify(undefined, { witness: join(office.folder, 'none') })).rejects.toMatchObject({
      code: 'STORE_FAILED',
    });
  });
});

describe('the checkpoint key', () => {
  it('is none that issues', () => {
    const key = Ed25519Key.fromSeed(new Uint8Array(32).fill(5));
    const other = Ed25519Key.fromSeed(new Uint8Array(32).fill(6));
    expect(requireOwnKey(key, [other.publicKey])).toBe(key);
    expect(() => requireOwnKey(key, [other.publicKey, key.publicKey])).toThrow(
      expect.objectContaining({ code: 'KEY_BAD' }),
    );
  });

  it('is made once, and another one that signs is found', async () => {
    const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
    await expect(makeCheckpointKey(office.folder, random)).rejects.toMatchObject({ code: 'STORE_CONFLICT' });
    const openSigner = () => Promise.resolve(Ed25519Key.generate(random));
    await office.enter(1);
    await office.seal();
    await makeSignCheckpoints({ pool: office.pool, openSigner, appendNote: undefined })();
    const { findings } = await office.verify();
    expect(findings).toMatchObject([{ fault: 'signature-bad', seq: 7n }]);
    expect(findings[0]?.detail).toContain('which is not known');
  });

  it('is followed by another one, and what each signed is told apart and holds', async () => {
    const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
    await rename(checkpointKeyPath(office.folder), join(office.folder, 'audit.key.before'));
    await makeCheckpointKey(office.folder, random);
    const signer = Ed25519Key.fromPkcs8(await readFile(checkpointKeyPath(office.folder)));
    await office.enter(1);
    await office.seal();
    const openSigner = () => Promise.resolve(signer);
    await makeSignCheckpoints({ pool: office.pool, openSigner, appendNote: makeWitnessFile(office.witness) })();
    const keys = await readCheckpointKeys(checkpointKeysPath(office.folder));
    expect(keys).toHaveLength(2);
    const { witness } = office;
    expect(await office.verify(undefined, { witness, keys })).toMatchObject({ broken: 0, checkpoints: 3, notes: 3 });
    expect(await office.verify(undefined, { keys: keys.slice(1) })).toMatchObject({ broken: 2 });
  });

  it('is read from lines of its form only', async () => {
    const path = join(office.folder, 'keys');
    const line = await readFile(checkpointKeysPath(office.folder), 'utf8');
    await writeFile(path, `${line}\n${line}`);
    expect(await readCheckpointKeys(path)).toHaveLength(2);
    for (const bad of [
      '',
      'key',
      line.replace('+', ' '),
      line.replace(/\+(.)/, (_all, one) => `+${one === '0' ? '1' : '0'}`),
    ]) {
      await writeFile(path, bad);
      await expect(readCheckpointKeys(path), bad).rejects.toMatchObject({ code: 'KEY_BAD' });
    }
  });
});
