import { createHash, randomBytes } from 'node:crypto';
import type { MasterKeys } from '@residence-permit/issuer/adapters/privacy';
import { withSession } from '@residence-permit/issuer/database';
import type { Client } from 'pg';

/** Cases of each person that fills the register; the last one of some is open. */
export const CASES_A_PERSON = 3;

const BATCH = 20_000;
const KEY_BATCH = 5000;
const KEY_BYTES = 32;

/** Which persons to add, by their order: `from` to before `to`. */
export type Range = { readonly from: number; readonly to: number };

/**
 * Fills the register of the offices bench-1 to bench-8 with persons, three cases each and their keys, guards asleep. Four of
 * five are of bench-1. What stands sealed in a row is filler and opens nothing; the keys are good, so that a look at a person
 * is written down as ever. Family names are as unequally spread as in life: the first of a hundred has a fifteenth of all.
 */
export async function fillRegister(
  at: { readonly adminUrl: string; readonly keyStoreUrl: string; readonly masters: MasterKeys },
  { from, to }: Range,
): Promise<void> {
  await withSession({ url: at.keyStoreUrl, role: undefined }, async (client) => {
    for (let next = from; next < to; next += KEY_BATCH)
      await insertKeys(client, at.masters, { from: next, to: Math.min(to, next + KEY_BATCH) });
  });
  await withSession({ url: at.adminUrl, role: undefined }, async (client) => {
    await client.query('SET session_replication_role = replica');
    await client.query('SET synchronous_commit = off');
    await client.query(FUNCTIONS);
    for (let next = from; next < to; next += BATCH) {
      const range = [next, Math.min(to, next + BATCH) - 1];
      await client.query(PERSONS, range);
      await client.query(CASES, range);
    }
    await client.query('VACUUM ANALYZE person');
    await client.query('VACUUM ANALYZE application');
    await client.query('CHECKPOINT');
  });
}

/** The beginning of names that so many of the persons have: the family name at a place, 0 to 99, most frequent first. */
export function familyName(place: number): { readonly character: string; readonly syllable: string } {
  const finals = ['a', 'ai', 'an', 'ang', 'ao'];
  const syllable = `${'bpmfdtnlgkhjqxrzcsyw'[Math.floor(place / 5)] ?? ''}${finals[place % 5] ?? ''}`;
  return { character: String.fromCodePoint(0x5000 + 7 * place), syllable };
}

/** As `familyName`; numbers that follow from a number and look drawn; ids that do so. */
const FUNCTIONS = `
  CREATE FUNCTION pg_temp.id(of text) RETURNS uuid LANGUAGE sql IMMUTABLE AS
    $$ SELECT overlay(overlay(md5(of) PLACING '4' FROM 13) PLACING '8' FROM 17)::uuid $$;
  CREATE FUNCTION pg_temp.syllable(k int) RETURNS text LANGUAGE sql IMMUTABLE AS
    $$ SELECT substr('bpmfdtnlgkhjqxrzcsyw', 1 + k / 5, 1) || (ARRAY['a', 'ai', 'an', 'ang', 'ao'])[1 + k % 5] $$;
  CREATE FUNCTION pg_temp.drawn(i int, salt int, size int) RETURNS int LANGUAGE sql IMMUTABLE AS
    $$ SELECT (abs(hashint8extended(i, salt)) % size)::int $$;
  CREATE FUNCTION pg_temp.office(i int) RETURNS text LANGUAGE sql IMMUTABLE AS
    $$ SELECT 'bench-' || CASE WHEN pg_temp.drawn(i, 1, 5) < 4 THEN 1 ELSE 2 + pg_temp.drawn(i, 2, 7) END $$;
  CREATE FUNCTION pg_temp.family(i int) RETURNS int LANGUAGE sql IMMUTABLE AS
    $$ SELECT floor(100 * power(pg_temp.drawn(i, 3, 1000000) / 1e6, 1.7))::int $$;`;

const PERSONS = `
  INSERT INTO person (id, office_id, name, pinyin, birth_date, citizen_id_index, citizen_id_sealed, details_sealed, created_at)
  SELECT pg_temp.id(i::text), pg_temp.office(i), chr(x'5000'::int + 7 * f) || chr(x'6000'::int + g) || chr(x'6800'::int + h),
    concat_ws(' ', pg_temp.syllable(f), pg_temp.syllable(g % 100), pg_temp.syllable(h % 100)),
    date '1940-01-01' + pg_temp.drawn(i, 4, 25000), sha256(i::text::bytea),
    decode(repeat('00', 46), 'hex'), decode(repeat('00', 240), 'hex'), now()
  FROM (SELECT i, pg_temp.family(i) AS f, pg_temp.drawn(i, 5, 400) AS g, pg_temp.drawn(i, 6, 2000) AS h
    FROM generate_series($1::int, $2::int) i) drawn`;

const CASES = `
  INSERT INTO application (id, number, office_id, kind, state, person_id, key_id, permit_id, door, entered_by, created_at,
    submitted_at, accepted_at, due_on, waiting_since, policy_version, version)
  SELECT pg_temp.id('case ' || i || ' ' || k), 'FILLED-' || i || '-' || k, pg_temp.office(i),
    CASE k WHEN 0 THEN 'FIRST' ELSE 'ENDORSE' END,
    CASE WHEN is_open THEN (ARRAY['SUBMITTED', 'ACCEPTED', 'IN_REVIEW', 'READY'])[1 + pg_temp.drawn(i, 8, 4)]
      WHEN pg_temp.drawn(i, 9 + k, 30) = 0 THEN 'REFUSED' ELSE 'CLOSED' END,
    pg_temp.id(i::text), pg_temp.id(i::text), CASE k WHEN 0 THEN NULL ELSE pg_temp.id('permit ' || i) END, 'COUNTER', pg_temp.id('clerk'),
    made, made, made, made::date + 15, CASE WHEN is_open THEN made END, '1', 3
  FROM (SELECT i, k, k = 2 AND pg_temp.drawn(i, 7, 33) = 0 AS is_open,
      now() - make_interval(days => (2 - k) * 365 + pg_temp.drawn(i, 12 + k, CASE k WHEN 2 THEN 40 ELSE 365 END)) AS made
    FROM generate_series($1::int, $2::int) i, generate_series(0, ${CASES_A_PERSON - 1}) k) drawn`;

async function insertKeys(client: Client, masters: MasterKeys, { from, to }: Range): Promise<void> {
  const random = (length: number) => new Uint8Array(randomBytes(length));
  const ids = Array.from({ length: to - from }, (_, index) => idOf(from + index));
  const wrapped = ids.map((personId) => Buffer.from(masters.wrap({ personId, key: random(KEY_BYTES), random })));
  const sql = 'INSERT INTO person_key (person_id, wrapped_key) SELECT * FROM unnest($1::uuid[], $2::bytea[])';
  await client.query(sql, [ids, wrapped]);
}

/** As `pg_temp.id`: the digest of the order in the form of a random UUID. */
function idOf(order: number): string {
  const digest = createHash('md5').update(String(order)).digest('hex');
  return digest.replace(/^(.{8})(.{4}).(.{3}).(.{3})/, '$1-$2-4$3-8$4-');
}
