import * as z from 'zod';
import { ROLES } from '../../../../domain/rights/index.ts';
import type { Demonstration, DemonstrationTapRefusal, LayCardRefusal } from '../../../../use-cases/ports/index.ts';
import { defineRoute, type RefusalStatus, reply, type RouteDefinition } from '../../index.ts';
import { Serial } from '../stock/stock-routes.ts';
import { CardNumber, StateWord } from '../bodies.ts';
import { TapView, toTapView } from './tap-view.ts';

const Titles = z.strictObject({ zh: z.string(), en: z.string() });
const Id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);
/** The reply of `readDemonstration`. */
export const DemonstrationView = z.strictObject({
  logins: z.array(
    z.strictObject({
      login: z.string(),
      password: z.string(),
      roles: z.array(z.enum(ROLES)),
      titles: Titles,
      isIssuing: z.boolean(),
    }),
  ),
  station: z.strictObject({ agent: z.string(), reader: z.string() }),
  reader: z.enum(['virtual', 'in-process', 'real']),
  servicePoints: z.array(z.strictObject({ id: Id, titles: Titles, purpose: Id, isCertified: z.boolean() })),
  guided: z
    .strictObject({ applicationId: z.uuid(), number: z.string(), holderName: z.string(), state: StateWord })
    .optional(),
});
/** The reply of `listDemonstrationCards`. */
export const CardsView = z.strictObject({
  cards: z.array(
    z.strictObject({
      serial: Serial,
      account: StateWord.optional(),
      front: z
        .strictObject({
          cardNumber: CardNumber,
          holderName: z.string(),
          can: z.string().regex(/^\d{6}$/),
        })
        .optional(),
      isOnReader: z.boolean(),
    }),
  ),
});
const layRefusals = { 'card-unknown': 404, 'reader-is-real': 409 } as const satisfies Record<
  LayCardRefusal,
  RefusalStatus
>;
const tapRefusals = {
  'service-point-unknown': 404,
  'number-malformed': 422,
  'card-absent': 409,
} as const satisfies Record<DemonstrationTapRefusal, RefusalStatus>;

/** What a demonstration puts beside the office. Nobody need be signed in: everything here is invented, and told to everybody. */
export function demonstrationRoutes(demonstration: Demonstration): readonly RouteDefinition[] {
  const shown = { tag: 'demonstration', access: 'public', idempotency: 'none' } as const;
  return [
    defineRoute({
      ...shown,
      name: 'readDemonstration',
      method: 'get',
      path: '/api/v1/demonstration',
      summary:
        'Whom a visitor may sign in as, the service points that tap cards, and the case that they are led through.',
      responses: { 200: { description: 'The demonstration.', schema: DemonstrationView } },
      refusals: {},
      handler: async () => {
        const { logins, station, reader, servicePoints } = demonstration;
        const guided = await demonstration.guidedCase();
        return reply(200, { logins, station, reader, servicePoints, ...(guided === undefined ? {} : { guided }) });
      },
    }),
    defineRoute({
      ...shown,
      name: 'listDemonstrationCards',
      method: 'get',
      path: '/api/v1/demonstration/cards',
      summary: 'The cards that lie at the counter, and what is printed on their fronts.',
      responses: { 200: { description: 'Blanks first.', schema: CardsView } },
      refusals: {},
      handler: async () => reply(200, { cards: await demonstration.cards() }),
    }),
    defineRoute({
      ...shown,
      name: 'layDemonstrationCard',
      method: 'put',
      path: '/api/v1/demonstration/reader',
      summary:
        'Lays a card on the reader of the counter, in the place of the one that lies there; without one it is empty.',
      body: z.strictObject({ serial: Serial.optional() }),
      responses: { 204: { description: 'It lies there.' } },
      refusals: layRefusals,
      handler: async ({ body }) => {
        const outcome = await demonstration.lay(body.serial);
        return outcome.ok ? reply(204, undefined) : outcome;
      },
    }),
    defineRoute({
      ...shown,
      name: 'tapDemonstrationCard',
      method: 'post',
      path: '/api/v1/demonstration/taps',
      summary: 'The card on the reader as a service point would see it, by the public verifier.',
      body: z.strictObject({ servicePoint: Id, can: z.string().max(16) }),
      responses: { 200: { description: 'What it said.', schema: TapView } },
      refusals: tapRefusals,
      handler: async ({ body }) => {
        const outcome = await demonstration.tap(body);
        return outcome.ok ? reply(200, toTapView(outcome.value)) : outcome;
      },
    }),
  ];
}
