import * as z from 'zod';
import { defineRoute, reply, type RouteDefinition } from '../../index.ts';
import { Instant, StateWord } from '../bodies.ts';
import { toSignedIn } from '../to-signed-in.ts';
import { BatchParams, Reserved } from './batch-bodies.ts';
import { startRunRefusals, stopRunRefusals } from './refusals.ts';
import type { BatchUseCases } from './stock-use-cases.ts';

const Reader = { agent: z.string().min(1).max(64), reader: z.string().min(1).max(128) };
const Count = z.int().min(0);
const Counts = z.strictObject({ WAITING: Count, TAKEN: Count, MADE: Count, SET_ASIDE: Count, LEFT: Count });
/** More readers than any office has at its counters. */
const READERS_MAX = 64;

/** The making of a batch as it stands. */
export const RunBody = z.strictObject({
  state: StateWord,
  maxFailures: z.int().min(1),
  failures: Count.meta({ description: 'In a row, up to now.' }),
  stopReason: z.enum(['ASKED', 'FAILURES', 'FAULT', 'REST']).optional(),
  stopCode: z.string().optional(),
  startedBy: z.uuid(),
  startedAt: Instant,
  counts: Counts,
  readers: z.array(
    z.strictObject({ ...Reader, isActive: z.boolean(), counts: Counts, applicationId: z.uuid().optional() }),
  ),
});

/** Making the cards of a batch at the readers of counters, by jobs. */
export function batchRunRoutes(useCases: Pick<BatchUseCases, 'startRun' | 'stopRun'>): readonly RouteDefinition[] {
  return [
    defineRoute({
      name: 'startBatchRun',
      method: 'post',
      path: '/api/v1/production-batches/:batchId/run',
      tag: 'batches',
      summary: 'Begins to make the cards of a batch at those readers, or goes on with it.',
      access: { action: 'card.produce' },
      params: BatchParams,
      body: z.strictObject({
        readers: z.array(z.strictObject(Reader)).max(READERS_MAX),
        maxFailures: z.int().min(1).max(100).default(3),
      }),
      responses: {
        200: {
          description: 'Begun; the cases that got no card, with the reason.',
          schema: z.strictObject({ cards: z.int(), cases: z.array(Reserved) }),
        },
      },
      refusals: startRunRefusals,
      handler: async ({ params, body, caller, requestId }) => {
        const outcome = await useCases.startRun(toSignedIn(caller, requestId), { ...params, ...body });
        return outcome.ok ? reply(200, outcome.value) : outcome;
      },
    }),
    defineRoute({
      name: 'stopBatchRun',
      method: 'post',
      path: '/api/v1/production-batches/:batchId/run/stop',
      tag: 'batches',
      summary: 'Each reader finishes the card that it is at, and takes no other.',
      access: { action: 'card.produce' },
      params: BatchParams,
      responses: { 200: { description: 'Stopped.', schema: z.strictObject({ state: StateWord }) } },
      refusals: stopRunRefusals,
      handler: async ({ params, caller, requestId }) => {
        const outcome = await useCases.stopRun(toSignedIn(caller, requestId), params);
        return outcome.ok ? reply(200, { state: outcome.value.state }) : outcome;
      },
    }),
  ];
}
