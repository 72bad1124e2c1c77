import * as z from 'zod';
import { toHex } from '@residence-permit/shared/bytes';
import type { StockRemoval } from '../../../../use-cases/ports/index.ts';
import { defineRoute, reply, type RouteDefinition } from '../../index.ts';
import { rightRefusals } from '../applications/refusals.ts';
import { Instant, Words } from '../bodies.ts';
import { toSignedIn } from '../to-signed-in.ts';
import { confirmRemovalRefusals, requestRemovalRefusals } from './refusals.ts';
import { Serial } from './stock-routes.ts';
import type { StockUseCases } from './stock-use-cases.ts';

const RemovalAccount = z.enum(['SPOILED', 'MISSING', 'DESTROYED']);
const Removal = z.strictObject({
  id: z.uuid(),
  serial: Serial,
  to: RemovalAccount,
  reason: z.string(),
  requestedBy: z.uuid(),
  requestedAt: Instant,
});
/** What waits for a second signature. */
export const RemovalsView = z.strictObject({ removals: z.array(Removal) });
const RemovalReply = z.strictObject({ removalId: z.uuid(), serial: Serial, to: RemovalAccount });

/** Serials that two persons write off: spoiled, missing or destroyed. */
export function removalRoutes(useCases: StockUseCases): readonly RouteDefinition[] {
  return [
    defineRoute({
      name: 'requestRemoval',
      method: 'post',
      path: '/api/v1/stock/removals',
      tag: 'stock',
      summary: 'The first of two signatures that write a serial off.',
      access: { action: 'stock.spoil' },
      body: z.strictObject({ serial: Serial, to: RemovalAccount, reason: Words }),
      responses: { 201: { description: 'Waits for another.', schema: RemovalReply } },
      refusals: requestRemovalRefusals,
      handler: async ({ body, caller, requestId }) => {
        const outcome = await useCases.requestRemoval(toSignedIn(caller, requestId), body);
        return outcome.ok ? reply(201, toReply(outcome.value)) : outcome;
      },
    }),
    defineRoute({
      name: 'confirmRemoval',
      method: 'post',
      path: '/api/v1/stock/removals/:removalId/confirmation',
      tag: 'stock',
      summary: 'The second signature, by another person; a card made of the serial goes with it.',
      access: { action: 'stock.spoil' },
      params: z.strictObject({ removalId: z.uuid() }),
      responses: { 200: { description: 'Written off.', schema: RemovalReply } },
      refusals: confirmRemovalRefusals,
      handler: async ({ params, caller, requestId }) => {
        const outcome = await useCases.confirmRemoval(toSignedIn(caller, requestId), params);
        return outcome.ok ? reply(200, toReply(outcome.value)) : outcome;
      },
    }),
    defineRoute({
      name: 'listRemovals',
      method: 'get',
      path: '/api/v1/stock/removals',
      tag: 'stock',
      summary: 'What waits for a second signature.',
      access: { action: 'stock.spoil' },
      responses: { 200: { description: 'Removals.', schema: RemovalsView } },
      refusals: rightRefusals,
      handler: async ({ caller, requestId }) => {
        const outcome = await useCases.listRemovals(toSignedIn(caller, requestId));
        if (!outcome.ok) return outcome;
        const removals = outcome.value.map(({ id, chipNumber, to, reason, requestedBy, requestedAt }) => {
          return { id, serial: toHex(chipNumber), to, reason, requestedBy, requestedAt };
        });
        return reply(200, { removals });
      },
    }),
  ];
}

function toReply({ id: removalId, chipNumber, to }: StockRemoval) {
  return { removalId, serial: toHex(chipNumber), to };
}
