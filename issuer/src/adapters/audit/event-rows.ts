import type { AuditEvent, AuditLink } from '../../domain/audit/index.ts';

/** Microseconds since 1970 of a column, exactly; null for what is no moment. */
const micros = (column: string) =>
  `CASE WHEN isfinite(${column}) THEN (extract(epoch FROM ${column}) * 1000000)::bigint::text END`;

/** Columns of an event `e` as `EventRow` has them; numbers as text, since JavaScript's have 53 bits. */
export const EVENT_COLUMNS = `e.id::text AS id, e.office_id AS "officeId", ${micros('e.at')} AS at, ${micros('e.process_at')} AS "processAt",
  e.actor_id::text AS "actorId", e.action, e.subject_tag AS "subjectTag", e.case_number AS "caseNumber", e.object, e.purpose, e.purpose_version AS "purposeVersion",
  e.reason, e.body_hash AS "bodyHash", e.request_id AS "requestId"`;

/** Columns of a link `l` as `LinkRow` has them. */
export const LINK_COLUMNS = `l.office_id AS "linkOffice", l.seq::text AS seq, l.event_id::text AS "eventId", l.prev_hash AS "prevHash",
  l.hash, ${micros('l.linked_at')} AS "linkedAt"`;

/** A row of `EVENT_COLUMNS`. */
export type EventRow = Omit<AuditEvent, 'id' | 'at' | 'processAt'> & {
  readonly id: string;
  readonly at: string | null;
  readonly processAt: string | null;
};

/** A row of `LINK_COLUMNS`. */
export type LinkRow = Pick<AuditLink, 'prevHash' | 'hash'> & {
  readonly linkOffice: string;
  readonly seq: string;
  readonly eventId: string;
  readonly linkedAt: string | null;
};

export function toEvent(row: EventRow): AuditEvent {
  const { actorId, action, subjectTag, caseNumber, object, reason, bodyHash, requestId, officeId } = row;
  const { purpose, purposeVersion } = row;
  return {
    id: BigInt(row.id),
    at: toMicros(row.at),
    processAt: toMicros(row.processAt),
    officeId,
    actorId,
    action,
    subjectTag,
    caseNumber,
    object,
    purpose,
    purposeVersion,
    reason,
    bodyHash,
    requestId,
  };
}

export function toLink({ linkOffice, seq, eventId, prevHash, hash, linkedAt }: LinkRow): AuditLink {
  return {
    officeId: linkOffice,
    seq: BigInt(seq),
    eventId: BigInt(eventId),
    prevHash,
    hash,
    linkedAt: toMicros(linkedAt),
  };
}

function toMicros(text: string | null): bigint | null {
  return text === null ? null : BigInt(text);
}
