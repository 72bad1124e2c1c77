import { type AuditEvent } from '../../domain/audit/index.ts';
import { EVENT_COLUMNS, type EventRow, toEvent } from './event-rows.ts';
import type { SqlSession } from './read-pages.ts';

/** Which events: those that concern a person, by the tag that only the person's key leads to, or those of a case. */
export type EventsWanted = { readonly personTag: Uint8Array } | { readonly caseNumber: string };

/** An event with its place in the chain of its office; 0 where it has none yet. */
export type PlacedEvent = { readonly event: AuditEvent; readonly seq: bigint };

/** The newest `limit` events, oldest first. */
export async function findEvents(
  session: SqlSession,
  wanted: EventsWanted,
  limit: number,
): Promise<readonly PlacedEvent[]> {
  const [column, value] =
    'personTag' in wanted ? ['subject_tag', Buffer.from(wanted.personTag)] : ['case_number', wanted.caseNumber];
  const sql = `SELECT ${EVENT_COLUMNS}, coalesce(l.seq, 0)::text AS seq FROM audit_event e
    LEFT JOIN audit_link l ON l.event_id = e.id WHERE e.${column} = $1 ORDER BY e.id DESC LIMIT $2`;
  const { rows } = await session.query<EventRow & { readonly seq: string }>(sql, [value, limit]);
  return rows.map((row) => ({ event: toEvent(row), seq: BigInt(row.seq) })).toReversed();
}
