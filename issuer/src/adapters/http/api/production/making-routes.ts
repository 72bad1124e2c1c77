import { refused } from '@residence-permit/shared/outcome';
import * as z from 'zod';
import { isState, type PersonalisationState, statesOf } from '../../../../domain/lifecycles/index.ts';
import type { makeListMakings, makeReadMaking } from '../../../../use-cases/production/index.ts';
import { defineRoute, reply, type RouteDefinition } from '../../index.ts';
import { rightRefusals } from '../applications/refusals.ts';
import { CardNumber, CaseNumber, Instant, StateWord } from '../bodies.ts';
import { placeOf, Station } from '../counter-station.ts';
import { toSignedIn } from '../to-signed-in.ts';
import type { Makings } from './makings.ts';
import type { PlaceCardAt } from './production-use-cases.ts';

/** What the routes about cards under way stand on. */
export type MakingParts = {
  readonly makings: Makings;
  readonly readMaking: ReturnType<typeof makeReadMaking>;
  readonly listMakings: ReturnType<typeof makeListMakings>;
};

const CardParams = z.strictObject({ cardNumber: CardNumber });
const Making = {
  cardNumber: CardNumber,
  applicationId: z.uuid(),
  caseNumber: CaseNumber,
  kind: StateWord,
  state: StateWord,
  tries: z.int(),
  lastCode: z.string().optional(),
  heldAt: z.string().optional(),
  heldSince: Instant.optional(),
  createdAt: Instant,
};
/** How far a card has come, and what the process that was asked does about it or did last. */
export const MakingView = z.strictObject({
  ...Making,
  run: z
    .strictObject({
      step: z.enum(['WRITE', 'READ_BACK']),
      startedAt: Instant,
      endedAt: Instant.optional(),
      code: z.string().optional(),
    })
    .optional(),
});
/** Cards on their way to their holders. */
export const MakingsView = z.strictObject({ cards: z.array(z.strictObject(Making)) });

/** States joined by commas. */
const States = z.string().transform((text, context): readonly PersonalisationState[] => {
  const states = text.split(',').filter((name): name is PersonalisationState => isState('PERSONALISATION', name));
  if (states.join(',') === text) return states;
  context.addIssue({ code: 'custom', message: `want of ${statesOf('PERSONALISATION').join(', ')}` });
  return z.NEVER;
});
/** A card in one of these is written or read back by another run. */
const UNFINISHED: readonly PersonalisationState[] = ['RESERVED', 'SIGNED', 'WRITING', 'WRITTEN'];

/** The making of cards as a screen follows it: begun without waiting, and asked for as often as the screen wants. */
export function makingRoutes(parts: MakingParts, placeCardAt: PlaceCardAt): readonly RouteDefinition[] {
  const { makings, readMaking, listMakings } = parts;
  const common = { tag: 'production', params: CardParams, path: '/api/v1/cards/:cardNumber/making' } as const;
  const refusals = { ...rightRefusals, 'attempt-unknown': 404 } as const;
  return [
    defineRoute({
      ...common,
      name: 'startMaking',
      method: 'post',
      summary: 'Begins to write a card at a counter and to have it read back, or goes on where an earlier run stopped.',
      access: { action: 'card.produce' },
      body: Station,
      responses: {
        202: { description: 'Begun.', schema: z.strictObject({ cardNumber: CardNumber, state: StateWord }) },
      },
      refusals: { ...refusals, 'not-in-production': 409, 'card-under-way': 409 },
      handler: async ({ params, body, caller, requestId }) => {
        const by = toSignedIn(caller, requestId);
        const found = await readMaking(by, params);
        if (!found.ok) return found;
        const { cardNumber, state } = found.value;
        if (!UNFINISHED.includes(state)) return refused('not-in-production');
        const isBegun = makings.start(by, { cardNumber, placeCard: placeCardAt(placeOf(body)) });
        return isBegun ? reply(202, { cardNumber, state }) : refused('card-under-way');
      },
    }),
    defineRoute({
      ...common,
      name: 'readMaking',
      method: 'get',
      summary: 'How far a card has come on its way to its holder; nothing of whom it is for.',
      access: { action: 'card.quality-check' },
      responses: { 200: { description: 'Where it stands.', schema: MakingView } },
      refusals,
      handler: async ({ params, caller, requestId }) => {
        const found = await readMaking(toSignedIn(caller, requestId), params);
        if (!found.ok) return found;
        const run = makings.find(params.cardNumber);
        return reply(200, { ...found.value, ...(run === undefined ? {} : { run }) });
      },
    }),
    defineRoute({
      name: 'listMakings',
      method: 'get',
      path: '/api/v1/cards',
      tag: 'production',
      summary: 'Cards of the office in these states, those that were begun first.',
      access: { action: 'card.quality-check' },
      query: z.strictObject({ states: States }),
      responses: { 200: { description: 'At most 100.', schema: MakingsView } },
      refusals: rightRefusals,
      handler: async ({ query, caller, requestId }) => {
        const found = await listMakings(toSignedIn(caller, requestId), query);
        return found.ok ? reply(200, { cards: found.value }) : found;
      },
    }),
  ];
}
