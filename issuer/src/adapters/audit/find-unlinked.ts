import type { AuditFinding } from '../../domain/audit/index.ts';
import { readPages, type SqlSession } from './read-pages.ts';
import type { ChainEnd } from './verify-chains.ts';

/** Events in no chain that are too old for that, or that came in before one that is linked: the sealer leaves none behind. */
const UNLINKED = `SELECT e.id::text AS id, e.office_id AS "officeId", e.id <= coalesce(tip.event_id, 0) AS "isBefore"
  FROM audit_event e LEFT JOIN unnest($1::text[], $2::bigint[]) AS tip (office_id, event_id) ON tip.office_id = e.office_id
  WHERE NOT EXISTS (SELECT FROM audit_link l WHERE l.event_id = e.id)
  AND ($4::text IS NULL OR e.office_id = $4)
  AND (e.at < clock_timestamp() - make_interval(secs => $3) OR e.id <= coalesce(tip.event_id, 0))
  ORDER BY e.office_id, e.id`;

/** Tells the events that are in no chain although they should be. */
export async function findUnlinked(given: {
  readonly session: SqlSession;
  readonly officeId: string | undefined;
  readonly lagLimitS: number;
  readonly ends: readonly ChainEnd[];
  readonly report: (finding: AuditFinding) => void;
}): Promise<void> {
  const { session, officeId, lagLimitS, ends, report } = given;
  const tips = [ends.map((end) => end.officeId), ends.map(({ eventId }) => String(eventId))];
  const values = [...tips, lagLimitS, officeId ?? null];
  for await (const page of readPages<Unlinked>(session, UNLINKED, values)) {
    for (const row of page) {
      const detail = row.isBefore ? 'before events that are linked' : `older than ${lagLimitS} s`;
      report({ fault: 'event-unlinked', officeId: row.officeId, eventId: BigInt(row.id), detail });
    }
  }
}

type Unlinked = { readonly id: string; readonly officeId: string; readonly isBefore: boolean };
