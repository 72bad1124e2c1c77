import type { Pool } from 'pg';
import type { Figure, ReadinessPart } from '../http/index.ts';
import { UNSIGNED_OFFICES, WAITING_OFFICES } from './waiting-offices.ts';

/** How far the chains are behind, in seconds; 0 when nothing waits. */
export type AuditLag = {
  /** Age of the oldest event that is in no chain. */
  readonly sealS: number;
  /** Age of the oldest link that no checkpoint covers. */
  readonly checkpointS: number;
};

/** Past this the service is not ready: what it does could be changed without a trace. In seconds. */
export const AUDIT_LAG_LIMIT_S = 300;

const LAG = `SELECT coalesce((SELECT extract(epoch FROM clock_timestamp() - min(at)) FROM (${WAITING_OFFICES}) waiting), 0)::float8 AS "sealS",
  coalesce((SELECT extract(epoch FROM clock_timestamp() - min(at)) FROM (${UNSIGNED_OFFICES}) unsigned), 0)::float8 AS "checkpointS"`;

/** Looks up how far the chains are behind. */
export async function auditLag(pool: Pool): Promise<AuditLag> {
  const { rows } = await pool.query<AuditLag>(LAG);
  const { sealS, checkpointS } = rows[0] ?? { sealS: 0, checkpointS: 0 };
  return { sealS: Math.max(0, sealS), checkpointS: Math.max(0, checkpointS) };
}

/** Sealing and checkpoints are less than `limitS` behind. */
export function auditPart(pool: Pool, limitS: number = AUDIT_LAG_LIMIT_S): ReadinessPart {
  return {
    name: 'audit',
    check: async () => {
      const { sealS, checkpointS } = await auditLag(pool);
      const detail = { sealLagS: Math.round(sealS), checkpointLagS: Math.round(checkpointS) };
      if (sealS > limitS) return { ok: false, code: 'SEAL_OLD', detail };
      return checkpointS > limitS ? { ok: false, code: 'CHECKPOINT_OLD', detail } : { ok: true, detail };
    },
  };
}

/** The same for the metrics. */
export function auditFigures(pool: Pool): readonly Figure[] {
  return [
    {
      name: 'permit_audit_seal_lag_seconds',
      help: 'Age of the oldest audit event that is in no chain.',
      read: async () => (await auditLag(pool)).sealS,
    },
    {
      name: 'permit_audit_checkpoint_lag_seconds',
      help: 'Age of the oldest link that no checkpoint covers.',
      read: async () => (await auditLag(pool)).checkpointS,
    },
  ];
}
