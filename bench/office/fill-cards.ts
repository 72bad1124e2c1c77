import type { Client } from 'pg';

/**
 * Cards in a list before the next one is opened: places are drawn at random, and eight taken ones in a row open the next
 * list, which happens when about a third of the 2^17 places is taken.
 */
export const CARDS_PER_LIST = 45_000;

const LIST_PLACES = 2 ** 17;
/** Odd, so that multiplying by it modulo 2^17 gives each place once. */
const STRIDE = 40_503;

/**
 * Fills the table with cards, guards asleep and indexes made anew afterwards; nothing else of a card is there. Half of those
 * that are not clear are revoked, the others on hold.
 * @param filled.notClearOf one in so many is not clear, at random
 */
export async function fillCards(
  client: Client,
  filled: { readonly cards: number; readonly notClearOf: number; readonly statusBase: string },
): Promise<void> {
  const { cards, notClearOf, statusBase } = filled;
  await client.query('SET session_replication_role = replica');
  await withoutIndexes(client, 'card', async () => {
    await client.query(
      `INSERT INTO status_list_opened (number, uri) SELECT n, $1 || n FROM generate_series(1, $2::int) n`,
      [statusBase, Math.ceil(cards / CARDS_PER_LIST)],
    );
    await client.query(
      `INSERT INTO card (card_number, permit_id, person_id, office_id, state, status_uri, status_index, chip_number,
         device_key, receipt_key, endorsement_version, window_from, endorsed_through, created_at)
       SELECT (1000000000 + i)::text, lpad(to_hex(i), 32, '0')::uuid, lpad(to_hex(i), 32, '0')::uuid, 'bench-1',
         CASE WHEN abs(hashint8(i)) % $3::int > 0 THEN 'ACTIVE' WHEN abs(hashint8(-i)) % 2 = 0 THEN 'REVOKED' ELSE 'LOST_HOLD' END,
         $1 || (1 + i / $4::int), (i % $4::int * $5::bigint) % $6::int, decode(lpad(to_hex(i), 20, '0'), 'hex'),
         decode(repeat('04', 65), 'hex'), decode(repeat('04', 65), 'hex'), 1, '2026-01-01', '2027-01-01', now()
       FROM generate_series(0::bigint, $2::bigint - 1) i`,
      [statusBase, cards, notClearOf, CARDS_PER_LIST, STRIDE, LIST_PLACES],
    );
  });
  await client.query('ANALYZE card');
}

/** Revokes one in so many of the active cards, at random. */
export async function revokeSome(client: Client, oneOf: number): Promise<void> {
  await client.query('SET session_replication_role = replica');
  await client.query(
    `UPDATE card SET state = 'REVOKED', standing_changed_at = now()
     WHERE state = 'ACTIVE' AND abs(hashtext(card_number)) % $1::int = 0`,
    [oneOf],
  );
}

/** Runs work while a table has its primary key alone. */
async function withoutIndexes(client: Client, table: string, work: () => Promise<void>): Promise<void> {
  const { rows } = await client.query<{ readonly indexname: string; readonly indexdef: string }>(
    `SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename = $1 AND indexname <> $1 || '_pkey'`,
    [table],
  );
  for (const { indexname } of rows) await client.query(`DROP INDEX "${indexname}"`);
  await work();
  await client.query(`SET maintenance_work_mem = '512MB'`);
  for (const { indexdef } of rows) await client.query(indexdef);
}
