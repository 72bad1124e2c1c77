import type { Pool, PoolClient } from 'pg';
import { type AuditLink, type ChainTip, extendChain, NO_TIP } from '../../domain/audit/index.ts';
import { EVENT_COLUMNS, type EventRow, toEvent } from './event-rows.ts';
import { inSqlTransaction } from './in-sql-transaction.ts';
import { settledThrough } from './settled-through.ts';
import { sha256 } from './sha256.ts';
import { WAITING_OFFICES } from './waiting-offices.ts';

/** Brings what is settled into the chains; answers how many events it linked. */
export type SealEvents = (signal: AbortSignal) => Promise<number>;

const BATCH = 500;
/** Longer than a transaction of ours may last. */
const DEADLINE_MS = 25_000;

/** Advisory locks of the chains, one an office: `pg_advisory_xact_lock(this, hash of the office)`. */
const CHAINS = 0x6368_6169;

const LOCK = 'SELECT pg_try_advisory_xact_lock($1, hashtext($2)) AS held';
// Qualified, since a bare `seq` in ORDER BY would be the text of the output.
const TIP = `SELECT l.seq::text AS seq, l.event_id::text AS "eventId", l.hash FROM audit_link l WHERE l.office_id = $1
  ORDER BY l.seq DESC LIMIT 1`;
const NEXT = `SELECT ${EVENT_COLUMNS} FROM audit_event e WHERE e.office_id = $1 AND e.id > $2::bigint AND e.id <= $3::bigint
  ORDER BY e.office_id, e.id LIMIT ${BATCH}`;
const NOW = `SELECT moment::text AS moment, (extract(epoch FROM moment) * 1000000)::bigint::text AS micros FROM clock_timestamp() AS moment`;
const INSERT = `INSERT INTO audit_link (office_id, seq, event_id, prev_hash, hash, linked_at)
  SELECT $1, new.seq, new.event_id, new.prev_hash, new.hash, $2::timestamptz
  FROM unnest($3::bigint[], $4::bigint[], $5::bytea[], $6::bytea[]) AS new (seq, event_id, prev_hash, hash) ORDER BY new.seq`;

/**
 * The sealer. Several processes may run it at once: a chain that another one works on is left to that one. Events are linked
 * in the order of their numbers, and only when no lower number can still appear.
 */
export function makeSealEvents(pool: Pool): SealEvents {
  return async (signal) => {
    const { rows } = await pool.query<{ readonly officeId: string }>(WAITING_OFFICES);
    if (rows.length === 0) return 0;
    const through = await settledThrough(pool, { deadlineMs: DEADLINE_MS, signal });
    if (through === undefined) return 0;
    let sealed = 0;
    for (const { officeId } of rows) sealed += await sealOffice(pool, { officeId, through, signal });
    return sealed;
  };
}

type OfficeToSeal = { readonly officeId: string; readonly through: bigint; readonly signal: AbortSignal };

async function sealOffice(pool: Pool, office: OfficeToSeal): Promise<number> {
  let sealed = 0;
  for (let linked = BATCH; linked === BATCH && !office.signal.aborted; sealed += linked) {
    linked = await inSqlTransaction(pool, (client) => sealBatch(client, office));
  }
  return sealed;
}

async function sealBatch(client: PoolClient, { officeId, through }: OfficeToSeal): Promise<number> {
  const lock = await client.query<{ readonly held: boolean }>(LOCK, [CHAINS, officeId]);
  if (lock.rows[0]?.held !== true) return 0;
  const tip = await tipOf(client, officeId);
  const { rows } = await client.query<EventRow>(NEXT, [officeId, tip.eventId, through]);
  const now = await client.query<{ readonly moment: string; readonly micros: string }>(NOW);
  const { moment = '', micros = '0' } = now.rows[0] ?? {};
  const links = extendChain({ officeId, tip, events: rows.map(toEvent), linkedAt: BigInt(micros), sha256 });
  if (links.length > 0) await client.query(INSERT, [officeId, moment, ...columnsOf(links)]);
  return links.length;
}

async function tipOf(client: PoolClient, officeId: string): Promise<ChainTip> {
  const { rows } = await client.query<{
    readonly seq: string;
    readonly eventId: string;
    readonly hash: Uint8Array;
  }>(TIP, [officeId]);
  const [row] = rows;
  return row === undefined ? NO_TIP : { seq: BigInt(row.seq), eventId: BigInt(row.eventId), hash: row.hash };
}

function columnsOf(links: readonly AuditLink[]): readonly unknown[] {
  return [
    links.map(({ seq }) => String(seq)),
    links.map(({ eventId }) => String(eventId)),
    links.map(({ prevHash }) => Buffer.from(prevHash)),
    links.map(({ hash }) => Buffer.from(hash)),
  ];
}
