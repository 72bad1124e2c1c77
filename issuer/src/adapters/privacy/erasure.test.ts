import { randomBytes, randomUUID } from 'node:crypto';
import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  type Erasure,
  type ErasureLedger,
  erasePerson,
  IndexKey,
  makeFileErasureLedger,
  makePersonKeys,
  MasterKeys,
  overwritePerson,
  replayErasures,
  SecretKey,
} from './index.ts';

const random = (length: number) => new Uint8Array(randomBytes(length));
const index = new IndexKey(new SecretKey(random(32)));
const masters = new MasterKeys(new Map([[1, new SecretKey(random(32))]]));
const PLACE = { table: 'person', column: 'citizen_id_sealed', rowId: 'row' };
const ID_NUMBER = '11010519491231002X';

let folder = '';
let path = '';
let ledger: ErasureLedger;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'permit-erasure-'));
  path = join(folder, 'ledger', 'erasures.jsonl');
  ledger = makeFileErasureLedger({ path, key: index.ledgerKey() });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function anErasure(personId: string = randomUUID()): Erasure {
  return { personId, at: 1_780_000_000, ground: 'retention-ended' };
}

let engine: PGlite;
beforeAll(async () => {
  engine = await PGlite.create();
  await engine.exec(TABLES);
});
afterAll(() => engine.close());

/** An office of its own process: it shares nothing with another but the database and the ledger. */
function anOffice() {
  const store = { query: (sql: string, values: readonly unknown[]) => engine.query(sql, [...values]) };
  const keys = makePersonKeys({ store, masters, random, monotonicMs: () => 0 });
  const overwrite = (erasure: Erasure) => overwritePerson(store, erasure);
  return { keys, parts: { ledger, keys, overwrite } };
}

const TABLES = `
  CREATE TABLE person_key (person_id uuid PRIMARY KEY, wrapped_key bytea NOT NULL, created_at timestamptz NOT NULL);
  CREATE TABLE person (id uuid PRIMARY KEY, name text NOT NULL, pinyin text NOT NULL, birth_date date NOT NULL, died_on date,
    citizen_id_index bytea UNIQUE, citizen_id_sealed bytea, details_sealed bytea, erased_at timestamptz,
    language text NOT NULL DEFAULT 'en');`;

async function addPerson(office: ReturnType<typeof anOffice>, name: string): Promise<string> {
  const personId = randomUUID();
  await office.keys.create(personId);
  const sealed = await office.keys.use(personId, (key) => key.sealText(PLACE, ID_NUMBER));
  await engine.query(`INSERT INTO person VALUES ($1, $2, 'yang ben', '1990-01-01', NULL, $3, $4, NULL, NULL)`, [
    personId,
    name,
    index.blindIndex({ kind: 'citizen-id', number: ID_NUMBER + name }),
    sealed,
  ]);
  return personId;
}

test('a restored backup of database and key store shows nothing that was erased', async () => {
  const office = anOffice();
  const [gone, stays] = [await addPerson(office, '样本·甲'), await addPerson(office, '样本·乙')];
  await engine.exec('CREATE TABLE kept_key AS TABLE person_key; CREATE TABLE kept_person AS TABLE person');
  await erasePerson(office.parts, anErasure(gone));
  await engine.exec(`
    TRUNCATE person_key; INSERT INTO person_key TABLE kept_key; DROP TABLE kept_key;
    TRUNCATE person; INSERT INTO person TABLE kept_person; DROP TABLE kept_person`);

  const restored = anOffice();
  expect(await restored.keys.use(gone, () => 'opens before the replay')).toBe('opens before the replay');
  expect(await replayErasures(restored.parts)).toEqual([gone]);
  expect(await replayErasures(restored.parts)).toEqual([]);
  await expect(restored.keys.use(gone, () => undefined)).rejects.toMatchObject({ code: 'PERSON_ERASED' });
  const { rows } = await engine.query('SELECT * FROM person WHERE id = $1', [gone]);
  expect(rows).toMatchObject([
    { name: '', pinyin: '', citizen_id_index: null, citizen_id_sealed: null, language: 'zh' },
  ]);
  const all = JSON.stringify((await engine.query('SELECT * FROM person')).rows);
  expect(all).not.toContain('样本·甲');
  expect(all).toContain('样本·乙');
  expect(await restored.keys.use(stays, () => 'opens')).toBe('opens');
});

test('an erasure that was cut off after its line is finished by the replay', async () => {
  const office = anOffice();
  const personId = await addPerson(office, '样本·丙');
  const cut = { ...office.parts, overwrite: () => Promise.reject(new Error('power failed')) };
  await expect(erasePerson(cut, anErasure(personId))).rejects.toThrow('power failed');
  await replayErasures(office.parts);
  const { rows } = await engine.query('SELECT name, erased_at FROM person WHERE id = $1', [personId]);
  expect(rows).toEqual([{ name: '', erased_at: new Date(1_780_000_000_000) }]);
});

test('reads back what was entered, from a ledger that is not there yet too', async () => {
  expect(await ledger.readAll()).toEqual([]);
  const erasures = [anErasure(), { ...anErasure(), ground: 'consent-withdrawn' } as const];
  for (const erasure of erasures) await ledger.append(erasure);
  expect(await ledger.readAll()).toEqual(erasures);
});

test('twenty writers at once lose no line', async () => {
  const erasures = Array.from({ length: 20 }, () => anErasure());
  await Promise.all(erasures.map((erasure) => ledger.append(erasure)));
  const read = await ledger.readAll();
  expect(new Set(read)).toEqual(new Set(erasures));
  expect(read).toHaveLength(20);
});

test('a line that a crash cut counts for nothing, and the next one is read', async () => {
  const [first, next] = [anErasure(), anErasure()];
  await ledger.append(first);
  await appendFile(path, '\n{"person":"6f96');
  expect(await ledger.readAll()).toEqual([first]);
  await ledger.append(next);
  await expect(ledger.readAll()).resolves.toEqual([first, next]);
});

test('a planted or changed line is ERASURE_LEDGER_BAD', async () => {
  await ledger.append(anErasure());
  const honest = await readFile(path, 'utf8');
  await writeFile(
    path,
    honest.replace(/"person":"(.)/, (_all, digit) => `"person":"${digit === '0' ? '1' : '0'}`),
  );
  await expect(ledger.readAll()).rejects.toMatchObject({ code: 'ERASURE_LEDGER_BAD' });
  await writeFile(path, honest);
  const planted = makeFileErasureLedger({ path, key: random(32) });
  await planted.append(anErasure());
  await expect(ledger.readAll()).rejects.toMatchObject({ code: 'ERASURE_LEDGER_BAD' });
});

test('names a ledger that cannot be written', async () => {
  await writeFile(join(folder, 'ledger'), 'a file');
  await expect(ledger.append(anErasure())).rejects.toMatchObject({ code: 'STORE_FAILED' });
});
