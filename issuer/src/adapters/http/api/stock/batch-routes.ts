import * as z from 'zod';
import { defineRoute, reply, type RouteDefinition } from '../../index.ts';
import { rightRefusals } from '../applications/refusals.ts';
import { CardNumber, CaseNumber, Instant, StateWord } from '../bodies.ts';
import { BatchParams, Reserved } from './batch-bodies.ts';
import { toSignedIn } from '../to-signed-in.ts';
import { approveBatchRefusals, proposeBatchRefusals, readBatchRefusals, reserveBatchRefusals } from './refusals.ts';
import { batchRunRoutes, RunBody } from './batch-run-routes.ts';
import type { BatchUseCases } from './stock-use-cases.ts';

/** As many cases as a body holds; how many a batch takes, the use case says. */
const CASES_IN_BODY = 2000;
const BatchHead = {
  id: z.uuid(),
  proposedBy: z.uuid(),
  proposedAt: Instant,
  approvedBy: z.uuid().optional(),
  approvedAt: Instant.optional(),
};
const BatchLine = z.strictObject({ ...BatchHead, applicationIds: z.array(z.uuid()) });
/** The newest batches of an office. */
export const BatchesView = z.strictObject({ batches: z.array(BatchLine) });
/** How far each case of a batch has come. */
export const BatchView = z.strictObject({
  ...BatchHead,
  cases: z.array(
    z.strictObject({
      applicationId: z.uuid(),
      number: CaseNumber,
      state: StateWord,
      card: z.strictObject({ cardNumber: CardNumber, state: StateWord, lastCode: z.string().optional() }).optional(),
    }),
  ),
  run: RunBody.optional(),
});

/** Batches: cases that two persons approve together, and how far their cards have come. */
export function batchRoutes(useCases: BatchUseCases): readonly RouteDefinition[] {
  return [
    defineRoute({
      name: 'proposeBatch',
      method: 'post',
      path: '/api/v1/production-batches',
      tag: 'batches',
      summary: 'The first of two signatures under a batch of plain approvals.',
      access: { action: 'application.decide-batch' },
      body: z.strictObject({ applicationIds: z.array(z.uuid()).max(CASES_IN_BODY) }),
      responses: { 201: { description: 'Waits for another.', schema: z.strictObject({ batchId: z.uuid() }) } },
      refusals: proposeBatchRefusals,
      handler: async ({ body, caller, requestId }) => {
        const outcome = await useCases.proposeBatch(toSignedIn(caller, requestId), body);
        return outcome.ok ? reply(201, { batchId: outcome.value.id }) : outcome;
      },
    }),
    defineRoute({
      name: 'approveBatch',
      method: 'post',
      path: '/api/v1/production-batches/:batchId/approval',
      tag: 'batches',
      summary: 'The second signature, by another person: every case of the batch is approved.',
      access: { action: 'application.decide-batch' },
      params: BatchParams,
      responses: {
        200: {
          description: 'Approved.',
          schema: z.strictObject({ batchId: z.uuid(), approved: z.int(), skipped: z.int() }),
        },
      },
      refusals: approveBatchRefusals,
      handler: async ({ params, caller, requestId }) => {
        const outcome = await useCases.approveBatch(toSignedIn(caller, requestId), params);
        return outcome.ok ? reply(200, outcome.value) : outcome;
      },
    }),
    defineRoute({
      name: 'reserveBatch',
      method: 'post',
      path: '/api/v1/production-batches/:batchId/cards',
      tag: 'batches',
      summary: 'Begins the production of every approved case of a batch that has no card yet.',
      access: { action: 'card.produce' },
      params: BatchParams,
      responses: { 200: { description: 'Case by case.', schema: z.strictObject({ cases: z.array(Reserved) }) } },
      refusals: reserveBatchRefusals,
      handler: async ({ params, caller, requestId }) => {
        const outcome = await useCases.reserveBatch(toSignedIn(caller, requestId), params);
        return outcome.ok ? reply(200, { cases: outcome.value }) : outcome;
      },
    }),
    ...batchRunRoutes(useCases),
    defineRoute({
      name: 'readBatch',
      method: 'get',
      path: '/api/v1/production-batches/:batchId',
      tag: 'batches',
      summary: 'How far each case of a batch has come.',
      access: { action: 'batch.read' },
      params: BatchParams,
      responses: { 200: { description: 'Progress.', schema: BatchView } },
      refusals: readBatchRefusals,
      handler: async ({ params, caller, requestId }) => {
        const outcome = await useCases.readBatch(toSignedIn(caller, requestId), params);
        if (!outcome.ok) return outcome;
        const { officeId: _o, applicationIds: _a, ...progress } = outcome.value;
        return reply(200, progress);
      },
    }),
    defineRoute({
      name: 'listBatches',
      method: 'get',
      path: '/api/v1/production-batches',
      tag: 'batches',
      summary: 'The newest batches of the office.',
      access: { action: 'batch.read' },
      responses: { 200: { description: 'Batches.', schema: BatchesView } },
      refusals: rightRefusals,
      handler: async ({ caller, requestId }) => {
        const outcome = await useCases.listBatches(toSignedIn(caller, requestId));
        if (!outcome.ok) return outcome;
        return reply(200, { batches: outcome.value.map(({ officeId: _o, ...batch }) => batch) });
      },
    }),
  ];
}
