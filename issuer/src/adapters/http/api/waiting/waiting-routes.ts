import * as z from 'zod';
import { ERASURE_GROUNDS, type ErasureGround } from '../../../../domain/retention/index.ts';
import { WAITING_KINDS } from '../../../../use-cases/ports/index.ts';
import type { makeListWaiting } from '../../../../use-cases/waiting/index.ts';
import { defineRoute, reply, type RouteDefinition } from '../../route/index.ts';
import { CaseNumber, Instant, StateWord } from '../bodies.ts';
import { toSignedIn } from '../to-signed-in.ts';

const GROUNDS = Object.keys(ERASURE_GROUNDS) as [ErasureGround, ...ErasureGround[]];

export const WaitingView = z.strictObject({
  lines: z.array(
    z.strictObject({
      kind: z.enum(WAITING_KINDS),
      id: z.uuid(),
      state: StateWord,
      since: Instant,
      dueOn: z.iso.date().optional(),
      number: CaseNumber.optional(),
      applicationId: z.uuid().optional(),
      personId: z.uuid().optional(),
      otherId: z.uuid().optional(),
      ground: z.enum(GROUNDS).optional(),
      by: z.uuid().optional(),
    }),
  ),
});

/** What waits at the caller's office. */
export function waitingRoutes(useCases: {
  readonly listWaiting: ReturnType<typeof makeListWaiting>;
}): readonly RouteDefinition[] {
  return [
    defineRoute({
      name: 'listWaiting',
      method: 'get',
      path: '/api/v1/waiting-work',
      tag: 'workplace',
      summary:
        'What waits at the caller’s office for a decision or a second person, as far as their roles reach. It names nobody.',
      access: 'signed-in',
      responses: { 200: { description: 'At most 100 of each kind, the oldest first.', schema: WaitingView } },
      refusals: { 'office-missing': 403 },
      handler: async ({ caller, requestId }) => {
        const outcome = await useCases.listWaiting(toSignedIn(caller, requestId));
        return outcome.ok ? reply(200, { lines: outcome.value }) : outcome;
      },
    }),
  ];
}
