import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import {
  erasePerson,
  makeFileErasureLedger,
  makePersonKeys,
  openKeyFolder,
  overwritePerson,
  replayErasures,
  rewrapPersonKeys,
} from '@residence-permit/issuer/adapters/privacy';
import { toHex } from '@residence-permit/shared/bytes';
import { Client, Pool } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aPerson, anApprovedCase } from '../builders/an-approved-case.ts';
import { anIdNumber } from '../builders/invented-people.ts';
import { anOfficer, officeStores, type OfficeStores } from '../builders/office-stores.ts';

const AT = 1_780_000_000;
const random = (length: number) => new Uint8Array(randomBytes(length));

let stores: OfficeStores;
/** The key store as its owner sees it, and the register as the superuser does: what a thief of a backup would have. */
let [keyStore, register]: [Client, Client] = [new Client(), new Client()];
let pool: Pool;
beforeAll(async () => {
  stores = await officeStores({ clock: () => AT });
  keyStore = new Client({ connectionString: stores.address.keyStoreAdminUrl });
  register = new Client({ connectionString: stores.address.adminUrl });
  pool = new Pool({ connectionString: stores.address.keyStoreUrl });
  await Promise.all([keyStore.connect(), register.connect()]);
});
afterAll(async () => {
  await Promise.all([keyStore.end(), register.end(), pool.end()]);
  await stores.close();
});

/** Every row of every table of the register, as text. */
async function everythingKept(): Promise<string> {
  const tables = await register.query<{ readonly name: string }>(
    `SELECT quote_ident(table_schema) || '.' || quote_ident(table_name) AS name FROM information_schema.tables
     WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')`,
  );
  const rows: string[] = [];
  for (const { name } of tables.rows) {
    const found = await register.query<{ readonly row: string }>(`SELECT t::text AS row FROM ${name} t`);
    rows.push(...found.rows.map(({ row }) => row));
  }
  return rows.join('\n');
}

async function erasureParts() {
  const { index } = await openKeyFolder(stores.keyFolder);
  const ledger = makeFileErasureLedger({
    path: join(stores.evidenceFolder, '..', 'erasures.jsonl'),
    key: index.ledgerKey(),
  });
  const overwrite = (erasure: Parameters<typeof overwritePerson>[1]) => overwritePerson(stores.database.pool, erasure);
  return { ledger, keys: stores.keys, overwrite };
}

test('an erased person is nowhere in the register, nor in the backup once it is restored', async () => {
  const [clerk, reviewer] = [anOfficer(), anOfficer()];
  const person = await aPerson(stores, clerk);
  await anApprovedCase(stores, { clerk, reviewer }, person);
  const index = toHex(stores.indexKey.blindIndex({ kind: 'citizen-id', number: person.citizenId }));
  const traces = [person.name, '1991-11-05', index, person.citizenId, person.details.residenceAddress];
  const before = await everythingKept();
  expect(traces.map((trace) => before.includes(trace))).toEqual([true, true, true, false, false]);
  await register.query('CREATE TABLE kept AS TABLE person');
  const kept = await keyStore.query('SELECT person_id, wrapped_key, created_at FROM person_key');

  const parts = await erasureParts();
  await erasePerson(parts, { personId: person.id, at: AT, ground: 'retention-ended' });
  const restore = async () => {
    // What comes out of a backup was let through by the guards when it was written.
    await register.query('SET session_replication_role = replica');
    await register.query(
      `UPDATE person p SET name = k.name, pinyin = k.pinyin, birth_date = k.birth_date, erased_at = k.erased_at,
         citizen_id_index = k.citizen_id_index, citizen_id_sealed = k.citizen_id_sealed, details_sealed = k.details_sealed
       FROM kept k WHERE k.id = p.id`,
    );
    for (const row of kept.rows as readonly Record<string, unknown>[]) {
      const values = [row['person_id'], row['wrapped_key'], row['created_at']];
      await keyStore.query('INSERT INTO person_key VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', values);
    }
  };
  await restore();
  expect(await everythingKept()).toContain(person.name);
  expect(await replayErasures(parts)).toEqual([person.id]);

  await register.query('DROP TABLE kept');
  const after = await everythingKept();
  expect(traces.map((trace) => after.includes(trace))).toEqual(traces.map(() => false));
  await expect(stores.keys.use(person.id, () => undefined)).rejects.toMatchObject({ code: 'PERSON_ERASED' });
  const { rows } = await keyStore.query('SELECT FROM person_key WHERE person_id = $1', [person.id]);
  expect(rows).toHaveLength(0);
});

test('the service may wrap the keys of persons anew, on the real key store', async () => {
  const person = await aPerson(stores, anOfficer(), anIdNumber('1992-03-15', 3));
  const { masters } = await openKeyFolder(stores.keyFolder);
  expect(await rewrapPersonKeys({ store: pool, masters, random })).toBe(0);
  const tag = await stores.keys.use(person.id, (key) => key.subjectTag());
  const elsewhere = makePersonKeys({ store: pool, masters, random, monotonicMs: () => 0 });
  expect(await elsewhere.use(person.id, (key) => key.subjectTag())).toEqual(tag);
});
