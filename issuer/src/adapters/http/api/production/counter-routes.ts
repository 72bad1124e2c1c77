import * as z from 'zod';
import { defineRoute, reply, type RouteDefinition } from '../../index.ts';

/** A counter whose line leads to this process, and its readers as its agent last told them. */
export type CounterInReach = {
  readonly agent: string;
  readonly readers: readonly { readonly name: string; readonly card: 'ready' | 'mute' | 'absent' }[];
};

/** Counters where a card can be laid on a reader now. */
export const CountersView = z.strictObject({
  counters: z.array(
    z.strictObject({
      agent: z.string(),
      readers: z.array(z.strictObject({ name: z.string(), card: z.enum(['ready', 'mute', 'absent']) })),
    }),
  ),
});

/** The counters of the service. @param countersInReach those of this process */
export function counterRoutes(countersInReach: () => readonly CounterInReach[]): readonly RouteDefinition[] {
  return [
    defineRoute({
      name: 'listCounters',
      method: 'get',
      path: '/api/v1/counters',
      tag: 'production',
      summary: 'The counters whose line stands, with their readers and whether a card lies there.',
      access: { action: 'card.quality-check' },
      responses: { 200: { description: 'Counters.', schema: CountersView } },
      refusals: {},
      handler: async () => reply(200, { counters: countersInReach() }),
    }),
  ];
}
