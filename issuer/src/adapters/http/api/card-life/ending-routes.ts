import * as z from 'zod';
import type { Permit } from '../../../../use-cases/ports/index.ts';
import { defineRoute, reply, type RouteDefinition } from '../../index.ts';
import { CardNumber, CaseParams, DayText, Instant, StateWord, without, Words } from '../bodies.ts';
import { rightRefusals } from '../applications/refusals.ts';
import { toSignedIn } from '../to-signed-in.ts';
import type { CardLifeUseCases } from './card-life-use-cases.ts';
import {
  cancellationRefusals,
  confirmRevocationRefusals,
  endPermitRefusals,
  requestRevocationRefusals,
} from './refusals.ts';

/** As many card numbers as a body holds; how many a batch takes, the use case says. */
const CARDS_IN_BODY = 2000;
const Ended = z.strictObject({ permitId: z.uuid(), state: StateWord, terminatedFor: StateWord.optional() });
const Batch = z.strictObject({
  id: z.uuid(),
  cardNumbers: z.array(CardNumber),
  reason: z.string(),
  requestedBy: z.uuid(),
  requestedAt: Instant,
  confirmedBy: z.uuid().optional(),
  confirmedAt: Instant.optional(),
});
/** Cards that two persons revoke together, the newest first. */
export const RevocationsView = z.strictObject({ batches: z.array(Batch) });

/** How permits end, and how many cards are revoked together. */
export function endingRoutes(useCases: CardLifeUseCases): readonly RouteDefinition[] {
  return [
    defineRoute({
      name: 'endPermit',
      method: 'post',
      path: '/api/v1/permits/:permitId/termination',
      tag: 'cards',
      summary: 'Ends a permit for death, local hukou or fraud, with its cards, cases and grants.',
      access: { action: 'card.revoke' },
      params: z.strictObject({ permitId: z.uuid() }),
      body: z.strictObject({
        ground: z.enum(['DEATH', 'LOCAL_HUKOU', 'FRAUD']),
        diedOn: DayText.optional(),
        reason: Words,
      }),
      responses: { 200: { description: 'Ended.', schema: Ended } },
      refusals: endPermitRefusals,
      handler: async ({ params, body, caller, requestId }) => {
        const input = { ...params, ...without(body) };
        const outcome = await useCases.endPermit(toSignedIn(caller, requestId), input);
        return outcome.ok ? reply(200, toEnded(outcome.value)) : outcome;
      },
    }),
    defineRoute({
      name: 'closeCancellation',
      method: 'post',
      path: '/api/v1/applications/:applicationId/cancellation',
      tag: 'cards',
      summary: 'Carries out an approved cancellation: permit and card end, the case is closed.',
      access: { action: 'card.take-back' },
      params: CaseParams,
      body: z.strictObject({ isCardReturned: z.boolean() }),
      responses: { 200: { description: 'Ended.', schema: Ended } },
      refusals: cancellationRefusals,
      handler: async ({ params, body, caller, requestId }) => {
        const outcome = await useCases.closeCancellation(toSignedIn(caller, requestId), { ...params, ...body });
        return outcome.ok ? reply(200, toEnded(outcome.value)) : outcome;
      },
    }),
    defineRoute({
      name: 'requestRevocation',
      method: 'post',
      path: '/api/v1/revocation-batches',
      tag: 'cards',
      summary: 'The first of two signatures for revoking many cards.',
      access: { action: 'revoke.batch' },
      body: z.strictObject({ cardNumbers: z.array(CardNumber).max(CARDS_IN_BODY), reason: Words }),
      responses: { 201: { description: 'Waits for another.', schema: z.strictObject({ batchId: z.uuid() }) } },
      refusals: requestRevocationRefusals,
      handler: async ({ body, caller, requestId }) => {
        const outcome = await useCases.requestRevocation(toSignedIn(caller, requestId), body);
        return outcome.ok ? reply(201, { batchId: outcome.value.id }) : outcome;
      },
    }),
    defineRoute({
      name: 'confirmRevocation',
      method: 'post',
      path: '/api/v1/revocation-batches/:batchId/confirmation',
      tag: 'cards',
      summary: 'The second signature, by another person: every card of the batch is revoked.',
      access: { action: 'revoke.batch' },
      params: z.strictObject({ batchId: z.uuid() }),
      responses: {
        200: {
          description: 'Revoked.',
          schema: z.strictObject({ batchId: z.uuid(), revoked: z.int(), skipped: z.int() }),
        },
      },
      refusals: confirmRevocationRefusals,
      handler: async ({ params, caller, requestId }) => {
        const outcome = await useCases.confirmRevocation(toSignedIn(caller, requestId), params);
        return outcome.ok ? reply(200, outcome.value) : outcome;
      },
    }),
    defineRoute({
      name: 'listRevocations',
      method: 'get',
      path: '/api/v1/revocation-batches',
      tag: 'cards',
      summary: 'The newest batches of the office.',
      access: { action: 'revoke.batch' },
      responses: { 200: { description: 'Batches.', schema: RevocationsView } },
      refusals: rightRefusals,
      handler: async ({ caller, requestId }) => {
        const outcome = await useCases.listRevocations(toSignedIn(caller, requestId));
        if (!outcome.ok) return outcome;
        return reply(200, { batches: outcome.value.map(({ officeId: _o, ...batch }) => batch) });
      },
    }),
  ];
}

function toEnded({ id: permitId, state, terminatedFor }: Permit) {
  return { permitId, state, ...(terminatedFor === undefined ? {} : { terminatedFor }) };
}
