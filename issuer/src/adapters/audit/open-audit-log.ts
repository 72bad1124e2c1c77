import type { Ed25519Engine } from '@residence-permit/shared/cose';
import { toHex } from '@residence-permit/shared/bytes';
import type { Pool } from 'pg';
import type { AuditEvent, AuditFinding } from '../../domain/audit/index.ts';
import type { AuditLog, LogFinding, LoggedEvent } from '../../use-cases/ports/index.ts';
import { AUDIT_LAG_LIMIT_S } from './audit-lag.ts';
import { readCheckpointKeys } from './checkpoint-key-file.ts';
import { findEvents } from './find-events.ts';
import { verifyAudit } from './verify-audit.ts';

/** More than anybody reads; the rest is counted. */
const FINDINGS_SHOWN = 100;
const MICROS_PER_S = 1_000_000n;

/** The log in the database, for auditors who have no shell: read and proved over one connection of the pool each time. */
export function openAuditLog(given: {
  readonly pool: Pool;
  readonly engine: Ed25519Engine;
  /** Path of the public checkpoint keys. */
  readonly keysPath: string;
  readonly witness: string | undefined;
}): AuditLog {
  const { pool, engine, keysPath, witness } = given;
  return {
    async eventsOfCase(caseNumber, limit) {
      return (await findEvents(pool, { caseNumber }, limit)).map(({ event, seq }) => toLogged(event, seq));
    },
    async prove(officeId) {
      const keys = await readCheckpointKeys(keysPath);
      const findings: LogFinding[] = [];
      const report = (finding: AuditFinding) => {
        if (findings.length < FINDINGS_SHOWN) findings.push(toFinding(finding));
      };
      const session = await pool.connect();
      try {
        const judged = { session, officeId, witness, keys, engine, lagLimitS: AUDIT_LAG_LIMIT_S, report };
        const { ends, ...counts } = await verifyAudit(judged);
        const end = ends.find((one) => one.officeId === officeId);
        const shown = end === undefined ? {} : { end: { place: Number(end.seq), hash: toHex(end.hash) } };
        return { ...counts, ...shown, findings };
      } finally {
        session.release();
      }
    },
  };
}

function toLogged(event: AuditEvent, seq: bigint): LoggedEvent {
  const { officeId, at, actorId, action, object, purpose, purposeVersion, reason } = event;
  const optional = { actorId, object, purpose, purposeVersion, reason };
  const present = Object.entries(optional).filter(([, value]) => value !== null);
  return {
    officeId,
    place: Number(seq),
    at: Number((at ?? 0n) / MICROS_PER_S),
    action,
    ...Object.fromEntries(present),
  };
}

function toFinding({ fault, seq, eventId, detail }: AuditFinding): LogFinding {
  return {
    fault,
    ...(seq === undefined ? {} : { place: Number(seq) }),
    ...(eventId === undefined ? {} : { event: Number(eventId) }),
    ...(detail === undefined ? {} : { detail }),
  };
}
