import * as z from 'zod';
import { APPLICATION_KINDS } from '../../../../domain/policy/index.ts';
import { AGE_BANDS, type Period } from '../../../../domain/reports/index.ts';
import { CASE_OUTCOMES } from '../../../../use-cases/ports/index.ts';
import type {
  CountCasesRefusal,
  CountDeadlinesRefusal,
  makeCountCases,
  makeCountDeadlines,
} from '../../../../use-cases/statistics/index.ts';
import { defineRoute, type RefusalStatus, reply, type RouteDefinition } from '../../route/index.ts';
import { without } from '../bodies.ts';
import { toSignedIn } from '../to-signed-in.ts';
import { AskedOfficeQuery, statisticsRefusals } from './asked-office.ts';

const Month = z.string().regex(/^(?!0000)\d{4}-(0[1-9]|1[0-2])$/);
/** Both months or neither; without them, the last twelve. */
const Query = AskedOfficeQuery.extend({ from: Month.optional(), through: Month.optional() }).refine(
  ({ from, through }) => (from === undefined) === (through === undefined),
  { path: ['through'], message: 'both months or neither' },
);
/** Nothing, and the flag, where the count is small or would give a small one away. */
const Count = z.strictObject({ count: z.int().min(0).nullable(), isSuppressed: z.boolean() });
const OfficeId = z.string();

export const DeadlinesView = z.strictObject({
  offices: z.array(
    z.strictObject({
      officeId: OfficeId,
      asOf: z.iso.date(),
      open: z.array(Count.extend({ band: z.enum(AGE_BANDS) })),
      openTotal: Count,
      months: z.array(z.strictObject({ month: Month, kept: Count, late: Count, total: Count })),
    }),
  ),
});
export const CasesView = z.strictObject({
  offices: z.array(
    z.strictObject({
      officeId: OfficeId,
      months: z.array(
        z.strictObject({
          month: Month,
          rows: z.array(Count.extend({ kind: z.enum(APPLICATION_KINDS), outcome: z.enum(CASE_OUTCOMES) })),
          total: Count,
        }),
      ),
    }),
  ),
});

const periodRefusals = { ...statisticsRefusals, 'period-bad': 422 } as const satisfies Record<
  CountDeadlinesRefusal | CountCasesRefusal,
  RefusalStatus
>;

/** What the routes of statistics call. */
export type StatisticsUseCases = {
  readonly countDeadlines: ReturnType<typeof makeCountDeadlines>;
  readonly countCases: ReturnType<typeof makeCountCases>;
};

/** Counts of cases, for one's own office, another one of the city, or each office of the city. */
export function statisticsRoutes(useCases: StatisticsUseCases): readonly RouteDefinition[] {
  return [
    defineRoute({
      name: 'countDeadlines',
      method: 'get',
      path: '/api/v1/statistics/deadlines',
      tag: 'statistics',
      summary:
        'How long cases have been open, and how many were done in time, by office and month. Small counts are left out.',
      access: { action: 'statistics.read' },
      query: Query,
      responses: { 200: { description: 'Office by office.', schema: DeadlinesView } },
      refusals: periodRefusals,
      handler: async ({ query, caller, requestId }) => {
        const outcome = await useCases.countDeadlines(toSignedIn(caller, requestId), toAsked(query));
        return outcome.ok ? reply(200, { offices: outcome.value }) : outcome;
      },
    }),
    defineRoute({
      name: 'countCases',
      method: 'get',
      path: '/api/v1/statistics/cases',
      tag: 'statistics',
      summary: 'What became of cases, by office, month, kind and outcome. Small counts are left out.',
      access: { action: 'statistics.read' },
      query: Query,
      responses: { 200: { description: 'Office by office.', schema: CasesView } },
      refusals: periodRefusals,
      handler: async ({ query, caller, requestId }) => {
        const outcome = await useCases.countCases(toSignedIn(caller, requestId), toAsked(query));
        return outcome.ok ? reply(200, { offices: outcome.value }) : outcome;
      },
    }),
  ];
}

function toAsked({ officeId, from, through }: z.output<typeof Query>): {
  readonly officeId?: string;
  readonly period?: Period;
} {
  const period = from === undefined || through === undefined ? undefined : { from, through };
  return without({ officeId, period });
}
