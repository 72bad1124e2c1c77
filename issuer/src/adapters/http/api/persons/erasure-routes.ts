import * as z from 'zod';
import { ERASURE_GROUNDS, type ErasureGround } from '../../../../domain/retention/index.ts';
import type {
  makeConfirmErasure,
  makeRequestErasure,
  makeWithdrawErasure,
} from '../../../../use-cases/persons/index.ts';
import { defineRoute, reply, type RouteDefinition } from '../../index.ts';
import { Words } from '../bodies.ts';
import { toSignedIn } from '../to-signed-in.ts';
import { personRefusals } from './refusals.ts';

const PersonParams = z.strictObject({ personId: z.uuid() });
const Request = z.strictObject({ requestId: z.uuid() });
const GROUNDS = Object.keys(ERASURE_GROUNDS) as [ErasureGround, ...ErasureGround[]];

const obstacleRefusals = { ...personRefusals, 'permit-in-force': 409, 'case-open': 409 } as const;

/** What the routes of erasure call. */
export type ErasureUseCases = {
  readonly requestErasure: ReturnType<typeof makeRequestErasure>;
  readonly confirmErasure: ReturnType<typeof makeConfirmErasure>;
  readonly withdrawErasure: ReturnType<typeof makeWithdrawErasure>;
};

/** Forgetting somebody: one supervisor asks, another confirms, or one of them takes it back. */
export function erasureRoutes(useCases: ErasureUseCases): readonly RouteDefinition[] {
  return [
    defineRoute({
      name: 'requestErasure',
      method: 'post',
      path: '/api/v1/persons/:personId/erasure',
      tag: 'persons',
      summary: 'Asks that a person be forgotten, on a ground of the law.',
      access: { action: 'person.erase' },
      params: PersonParams,
      body: z.strictObject({ ground: z.enum(GROUNDS) }),
      responses: { 201: { description: 'Asked for; another supervisor confirms.', schema: Request } },
      refusals: { ...obstacleRefusals, 'already-requested': 409 },
      handler: async ({ params, body, caller, requestId }) => {
        const outcome = await useCases.requestErasure(toSignedIn(caller, requestId), { ...params, ...body });
        return outcome.ok ? reply(201, { requestId: outcome.value.id }) : outcome;
      },
    }),
    defineRoute({
      name: 'confirmErasure',
      method: 'post',
      path: '/api/v1/persons/:personId/erasure/confirmation',
      tag: 'persons',
      summary: 'Confirms it, as somebody else than who asked: nothing of the person can be read from then on.',
      access: { action: 'person.erase' },
      params: PersonParams,
      responses: { 200: { description: 'Forgotten.', schema: Request } },
      refusals: { ...obstacleRefusals, 'not-requested': 409 },
      handler: async ({ params, caller, requestId }) => {
        const outcome = await useCases.confirmErasure(toSignedIn(caller, requestId), params);
        return outcome.ok ? reply(200, { requestId: outcome.value.id }) : outcome;
      },
    }),
    defineRoute({
      name: 'withdrawErasure',
      method: 'post',
      path: '/api/v1/persons/:personId/erasure/withdrawal',
      tag: 'persons',
      summary: 'Takes a request back that nobody confirmed yet: nothing is erased.',
      access: { action: 'person.erase' },
      params: PersonParams,
      body: z.strictObject({ why: Words }),
      responses: { 200: { description: 'Taken back.', schema: Request } },
      refusals: { ...personRefusals, 'not-requested': 409 },
      handler: async ({ params, body, caller, requestId }) => {
        const outcome = await useCases.withdrawErasure(toSignedIn(caller, requestId), { ...params, ...body });
        return outcome.ok ? reply(200, { requestId: outcome.value.id }) : outcome;
      },
    }),
  ];
}
