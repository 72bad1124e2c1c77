/**
 * Offices that have events which are in no chain: the tip of the chain as `seq`, and the first of these events. It looks up
 * each office in the indexes, however many events there are.
 */
export const WAITING_OFFICES = `
  WITH RECURSIVE office AS (
    (SELECT office_id FROM audit_event ORDER BY office_id LIMIT 1)
    UNION ALL
    SELECT (SELECT e.office_id FROM audit_event e WHERE e.office_id > o.office_id ORDER BY e.office_id LIMIT 1)
    FROM office o WHERE o.office_id IS NOT NULL)
  SELECT o.office_id AS "officeId", waiting.id, waiting.at FROM office o
  LEFT JOIN LATERAL (SELECT l.event_id FROM audit_link l WHERE l.office_id = o.office_id ORDER BY l.seq DESC LIMIT 1) tip ON true
  JOIN LATERAL (SELECT e.id, e.at FROM audit_event e WHERE e.office_id = o.office_id AND e.id > coalesce(tip.event_id, 0)
    ORDER BY e.office_id, e.id LIMIT 1) waiting ON true
  WHERE o.office_id IS NOT NULL`;

/** Offices whose chain goes on after its last checkpoint, with the time of the first link after it. */
export const UNSIGNED_OFFICES = `
  WITH RECURSIVE office AS (
    (SELECT office_id FROM audit_link ORDER BY office_id LIMIT 1)
    UNION ALL
    SELECT (SELECT l.office_id FROM audit_link l WHERE l.office_id > o.office_id ORDER BY l.office_id LIMIT 1)
    FROM office o WHERE o.office_id IS NOT NULL)
  SELECT o.office_id AS "officeId", waiting.linked_at AS at FROM office o
  LEFT JOIN LATERAL (SELECT c.seq FROM audit_checkpoint c WHERE c.office_id = o.office_id ORDER BY c.seq DESC LIMIT 1) signed ON true
  JOIN LATERAL (SELECT l.linked_at FROM audit_link l WHERE l.office_id = o.office_id AND l.seq > coalesce(signed.seq, 0)
    ORDER BY l.seq LIMIT 1) waiting ON true
  WHERE o.office_id IS NOT NULL`;
