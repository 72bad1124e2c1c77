import type { WaitingKind, WaitingLine, WaitingStore } from '../../use-cases/ports/index.ts';
import { fromDateColumn, fromInstantColumn } from './columns.ts';
import type { StoreContext } from './store-context.ts';

type Row = {
  readonly id: string;
  readonly state: string;
  readonly since: Date;
  readonly dueOn?: Date | null;
  readonly number?: string | null;
  readonly applicationId?: string | null;
  readonly personId?: string | null;
  readonly otherId?: string | null;
  readonly ground?: string | null;
  readonly by?: string | null;
};
type Context = Pick<StoreContext, 'db'>;
type At = { readonly officeId: string; readonly limit: number };
type Find = (context: Context, at: At) => Promise<readonly Row[]>;

const OPEN_CASES = ['DRAFT', 'SUBMITTED', 'SUPPLEMENT_REQUESTED', 'ACCEPTED', 'IN_REVIEW'];

/** What waits at an office, from the tables of each kind. */
export function makeWaitingStore(context: Context): WaitingStore {
  return {
    async find(kind, at) {
      const rows = await FINDERS[kind](context, at);
      return rows.map((row) => toLine(kind, row));
    },
  };
}

const FINDERS: Readonly<Record<WaitingKind, Find>> = {
  /** Pairs that nobody has judged, each with the newest open case of the office in which the question comes up. */
  duplicate: ({ db }, { officeId, limit }) => db.$queryRaw<readonly Row[]>`
    SELECT DISTINCT ON (d.found_at, d.id) d.id, 'FOUND' AS state, d.found_at AS since, a.number,
      a.id AS "applicationId", a.person_id AS "personId",
      CASE WHEN d.person_a = a.person_id THEN d.person_b ELSE d.person_a END AS "otherId"
    FROM duplicate_candidate d
    JOIN person pa ON pa.id = d.person_a AND pa.merged_into IS NULL
    JOIN person pb ON pb.id = d.person_b AND pb.merged_into IS NULL
    JOIN application a ON a.person_id IN (d.person_a, d.person_b)
    WHERE d.outcome IS NULL AND a.office_id = ${officeId} AND a.state = ANY(${OPEN_CASES}::text[])
    ORDER BY d.found_at, d.id, a.created_at DESC LIMIT ${limit}`,
  /** Pairs called the same that are two records still, with the merge that was asked for. */
  merge: ({ db }, { officeId, limit }) => db.$queryRaw<readonly Row[]>`
    SELECT d.id, CASE WHEN m.id IS NULL THEN 'SAME' ELSE 'REQUESTED' END AS state,
      coalesce(m.requested_at, d.decided_at) AS since, coalesce(m.survivor_id, d.person_a) AS "personId",
      coalesce(m.merged_id, d.person_b) AS "otherId", m.requested_by AS by
    FROM duplicate_candidate d
    JOIN person pa ON pa.id = d.person_a AND pa.merged_into IS NULL
    JOIN person pb ON pb.id = d.person_b AND pb.merged_into IS NULL
    LEFT JOIN person_merge m ON m.candidate_id = d.id AND m.approved_at IS NULL
    WHERE d.outcome = 'SAME' AND ${officeId} IN (pa.office_id, pb.office_id)
    ORDER BY since, d.id LIMIT ${limit}`,
  /** Undoing of merges, by the id of the merge. */
  undo: ({ db }, { officeId, limit }) => db.$queryRaw<readonly Row[]>`
    SELECT m.id, 'REQUESTED' AS state, u.requested_at AS since, m.survivor_id AS "personId", m.merged_id AS "otherId",
      u.requested_by AS by
    FROM merge_undo u JOIN person_merge m ON m.id = u.merge_id
    JOIN person pa ON pa.id = m.survivor_id JOIN person pb ON pb.id = m.merged_id
    WHERE u.approved_at IS NULL AND ${officeId} IN (pa.office_id, pb.office_id)
    ORDER BY u.requested_at, m.id LIMIT ${limit}`,
  /** Persons of the office whose erasure was asked for, and neither confirmed nor taken back. */
  erasure: ({ db }, { officeId, limit }) => db.$queryRaw<readonly Row[]>`
    SELECT e.id, 'REQUESTED' AS state, e.requested_at AS since, e.person_id AS "personId", e.ground, e.requested_by AS by
    FROM erasure_request e JOIN person p ON p.id = e.person_id
    WHERE e.confirmed_at IS NULL AND e.withdrawn_at IS NULL AND p.office_id = ${officeId} ORDER BY e.requested_at, e.id LIMIT ${limit}`,
  appeal: ({ db }, { officeId, limit }) => db.$queryRaw<readonly Row[]>`
    SELECT p.id, p.state, p.filed_at AS since, p.due_on AS "dueOn", a.number, a.id AS "applicationId"
    FROM appeal p JOIN application a ON a.id = p.application_id
    WHERE a.office_id = ${officeId} AND p.state IN ('FILED', 'ADMITTED') ORDER BY p.due_on, p.id LIMIT ${limit}`,
  stay: ({ db }, { officeId, limit }) => db.$queryRaw<readonly Row[]>`
    SELECT id, state, created_at AS since, person_id AS "personId", entered_by AS by FROM registration
    WHERE office_id = ${officeId} AND state = 'DECLARED' ORDER BY created_at, id LIMIT ${limit}`,
  report: ({ db }, { officeId, limit }) => db.$queryRaw<readonly Row[]>`
    SELECT id, state, filed_at AS since, due_on AS "dueOn", filed_by AS by FROM third_party_report
    WHERE office_id = ${officeId} AND state NOT IN ('APPLIED', 'REJECTED') ORDER BY filed_at, id LIMIT ${limit}`,
  grant: ({ db }, { officeId, limit }) => db.$queryRaw<readonly Row[]>`
    SELECT g.id, g.state, g.entered_at AS since, p.number, g.entered_by AS by
    FROM permit_grant g JOIN permit p ON p.id = g.permit_id
    WHERE p.office_id = ${officeId} AND g.state = 'PROPOSED' ORDER BY g.entered_at, g.id LIMIT ${limit}`,
  withdrawal: ({ db }, { officeId, limit }) => db.$queryRaw<readonly Row[]>`
    SELECT w.id, w.state, w.entered_at AS since, w.from_date AS "dueOn", p.number, w.entered_by AS by
    FROM grant_withdrawal w JOIN permit_grant g ON g.id = w.grant_id JOIN permit p ON p.id = g.permit_id
    WHERE p.office_id = ${officeId} AND w.state = 'PROPOSED' ORDER BY w.entered_at, w.id LIMIT ${limit}`,
};

function toLine(kind: WaitingKind, { id, state, since, dueOn, ...rest }: Row): WaitingLine {
  const present = Object.entries(rest).filter(([, value]) => value !== null);
  return {
    kind,
    id,
    state,
    since: fromInstantColumn(since),
    ...(dueOn === null || dueOn === undefined ? {} : { dueOn: fromDateColumn(dueOn) }),
    ...Object.fromEntries(present),
  };
}
