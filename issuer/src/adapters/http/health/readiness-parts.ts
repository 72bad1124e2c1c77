import type { Pool } from 'pg';
import type { ReadinessPart } from './readiness.ts';

/** Bounds of what counts as fine, in seconds. */
export const READINESS_LIMITS = { clockS: 5, queueAgeS: 120 } as const;

const ONE = 'SELECT 1 AS one';
const CLOCK = `SELECT extract(epoch FROM clock_timestamp())::float8 AS "databaseS",
  (SELECT extract(epoch FROM max(at))::float8 FROM (SELECT at FROM audit_event ORDER BY id DESC LIMIT 1) newest) AS "auditS"`;
/** The jobs of a batch wait for their counter, however long that is away. */
const QUEUE = `SELECT coalesce(extract(epoch FROM now() - min(start_after)), 0)::float8 AS "ageS"
  FROM pgboss.job WHERE state < 'active' AND start_after < now() AND name NOT IN ('dead-letter', 'produce-batch')`;

/** The database answers a question. */
export function databasePart(pool: Pool): ReadinessPart {
  return {
    name: 'database',
    check: async () => {
      await pool.query(ONE);
      return { ok: true };
    },
  };
}

/** The signer answers; `ask` throws when it does not. */
export function signerPart(ask: () => Promise<void>): ReadinessPart {
  return {
    name: 'signer',
    check: async () => {
      await ask();
      return { ok: true };
    },
  };
}

/** The oldest job that waits although its time has come waits less than `READINESS_LIMITS.queueAgeS`. */
export function queuePart(pool: Pool): ReadinessPart {
  return {
    name: 'queue',
    check: async () => {
      const ageS = await queueAgeS(pool);
      const ok = ageS <= READINESS_LIMITS.queueAgeS;
      return { ok, ...(ok ? {} : { code: 'QUEUE_OLD' }), detail: { ageS: Math.round(ageS) } };
    },
  };
}

/** Seconds that the oldest job waits whose time has come; 0 when none does. */
export async function queueAgeS(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ readonly ageS: number }>(QUEUE);
  return Math.max(0, rows[0]?.ageS ?? 0);
}

/**
 * The clock of this process agrees with that of the database, and is not behind what was entered last: a clock that was set
 * back must not decide about days.
 */
export function clockPart(pool: Pool, nowS: () => number): ReadinessPart {
  return {
    name: 'clock',
    check: async () => {
      const { rows } = await pool.query<{ readonly databaseS: number; readonly auditS: number | null }>(CLOCK);
      const [row] = rows;
      if (row === undefined) return { ok: false, code: 'UNREACHABLE' };
      const now = nowS();
      const aheadS = Math.round(now - row.databaseS);
      const behindAuditS = row.auditS === null ? 0 : Math.max(0, Math.round(row.auditS - now));
      const detail = { aheadOfDatabaseS: aheadS, behindAuditS };
      if (Math.abs(aheadS) > READINESS_LIMITS.clockS) return { ok: false, code: 'CLOCK_DIFFERS', detail };
      return behindAuditS > READINESS_LIMITS.clockS
        ? { ok: false, code: 'CLOCK_BEHIND', detail }
        : { ok: true, detail };
    },
  };
}
