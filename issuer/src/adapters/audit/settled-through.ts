import { setTimeout as pause } from 'node:timers/promises';
import type { Pool } from 'pg';

const POLL_MS = 25;

const NEWEST = 'SELECT coalesce(max(id), 0)::text AS id FROM audit_event';

/**
 * Transactions that have entered an event, or are about to: the lock is taken before the number is drawn, and let go at the
 * end of the transaction. PostgreSQL 18, §13.3.1 ROW EXCLUSIVE, §53.13 pg_locks.
 */
const WRITERS = `SELECT DISTINCT virtualtransaction AS writer FROM pg_locks
  WHERE locktype = 'relation' AND relation = 'audit_event'::regclass AND mode = 'RowExclusiveLock' AND granted
  AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;

/**
 * The number up to which every event that there will ever be is there and seen by the next statement. The newest number is
 * read first, then who writes; once these have ended, nobody is left who drew a lower one. Nobody is kept waiting by it, and a
 * long transaction elsewhere in the server holds nothing up.
 * @param deadlineMs how long to wait for the writers
 * @returns nothing when one of them took longer, or `signal` was aborted
 */
export async function settledThrough(
  pool: Pool,
  { deadlineMs, signal }: { readonly deadlineMs: number; readonly signal: AbortSignal },
): Promise<bigint | undefined> {
  const { rows } = await pool.query<{ readonly id: string }>(NEWEST);
  const newest = BigInt(rows[0]?.id ?? 0);
  const until = performance.now() + deadlineMs;
  let waitFor = await writersOf(pool);
  while (waitFor.size > 0) {
    if (signal.aborted || performance.now() > until) return undefined;
    await pause(POLL_MS);
    const still = await writersOf(pool);
    waitFor = new Set([...waitFor].filter((writer) => still.has(writer)));
  }
  return newest;
}

async function writersOf(pool: Pool): Promise<ReadonlySet<string>> {
  const { rows } = await pool.query<{ readonly writer: string }>(WRITERS);
  return new Set(rows.map(({ writer }) => writer));
}
