import { addDays } from '@residence-permit/shared/plain-date';
import { DONE_STATES, RUNNING_STATES } from '../../domain/deadline/index.ts';
import {
  CASE_OUTCOMES,
  type CountQuery,
  type OpenCount,
  type OutcomeCount,
  type StatisticsStore,
  type StopCount,
} from '../../use-cases/ports/index.ts';
import { fromDateColumn, toDateColumn } from './columns.ts';
import type { StoreContext } from './store-context.ts';

type OpenRow = Omit<OpenCount, 'acceptedOn'> & { readonly acceptedOn: Date };

/** Counts over cases and their moves. The days are those of each office's calendar. */
export function makeStatisticsStore({ db, trail }: Pick<StoreContext, 'db' | 'trail'>): StatisticsStore {
  return {
    async openCases(officeIds) {
      const rows = await db.$queryRaw<readonly OpenRow[]>`
        SELECT a.office_id AS "officeId", count(*)::int AS cases,
          (a.accepted_at AT TIME ZONE 'UTC' + make_interval(mins => o.utc_offset_minutes))::date AS "acceptedOn"
        FROM application a JOIN office o ON o.id = a.office_id
        WHERE a.office_id = ANY(${[...officeIds]}::text[]) AND a.state = ANY(${[...RUNNING_STATES]}::text[])
        GROUP BY 1, 3 ORDER BY 1, 3`;
      return rows.map(({ acceptedOn, ...row }) => ({ ...row, acceptedOn: fromDateColumn(acceptedOn) }));
    },
    async stoppedClocks(query) {
      await trail.write();
      const { officeIds, from, before, earliest, latest } = boundsOf(query);
      // Moves of other machines have numbers that are no UUID: they are sorted out before they are read as one.
      return db.$queryRaw<readonly StopCount[]>`
        WITH stop AS MATERIALIZED (
          SELECT subject_id, max(id) AS id FROM lifecycle_move
          WHERE machine = 'APPLICATION' AND at >= ${earliest} AND at < ${latest}
            AND from_state = ANY(${[...RUNNING_STATES]}::text[]) AND to_state = ANY(${[...DONE_STATES]}::text[])
          GROUP BY subject_id
        ), dated AS (
          SELECT a.office_id, a.due_on, (m.at AT TIME ZONE 'UTC' + make_interval(mins => o.utc_offset_minutes))::date AS day
          FROM stop s JOIN lifecycle_move m ON m.id = s.id
          JOIN application a ON a.id = s.subject_id::uuid JOIN office o ON o.id = a.office_id
          WHERE a.office_id = ANY(${officeIds}::text[]) AND a.state <> ALL(${[...RUNNING_STATES]}::text[])
            AND NOT EXISTS (SELECT 1 FROM lifecycle_move later WHERE later.machine = 'APPLICATION'
              AND later.subject_id = s.subject_id AND later.id > s.id AND later.from_state = ANY(${[...RUNNING_STATES]}::text[])
              AND later.to_state = ANY(${[...DONE_STATES]}::text[]))
        )
        SELECT office_id AS "officeId", to_char(day, 'YYYY-MM') AS month, day > due_on AS "isLate", count(*)::int AS cases
        FROM dated WHERE day >= ${from} AND day < ${before} AND due_on IS NOT NULL
        GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`;
    },
    async outcomes(query) {
      await trail.write();
      const { officeIds, from, before, earliest, latest } = boundsOf(query);
      return db.$queryRaw<readonly OutcomeCount[]>`
        WITH came_out AS MATERIALIZED (
          SELECT subject_id, to_state, at FROM lifecycle_move
          WHERE machine = 'APPLICATION' AND at >= ${earliest} AND at < ${latest} AND to_state = ANY(${[...CASE_OUTCOMES]}::text[])
        ), dated AS (
          SELECT a.office_id, a.kind, c.to_state,
            (c.at AT TIME ZONE 'UTC' + make_interval(mins => o.utc_offset_minutes))::date AS day
          FROM came_out c JOIN application a ON a.id = c.subject_id::uuid JOIN office o ON o.id = a.office_id
          WHERE a.office_id = ANY(${officeIds}::text[])
        )
        SELECT office_id AS "officeId", to_char(day, 'YYYY-MM') AS month, kind, to_state AS outcome, count(*)::int AS cases
        FROM dated WHERE day >= ${from} AND day < ${before}
        GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4`;
    },
  };
}

/** No office's calendar is a whole day away from UTC, so a day more on either side has every move of its days. */
function boundsOf({ officeIds, from, before }: CountQuery) {
  return {
    officeIds: [...officeIds],
    from: toDateColumn(from),
    before: toDateColumn(before),
    earliest: toDateColumn(addDays(from, -1)),
    latest: toDateColumn(addDays(before, 1)),
  };
}
