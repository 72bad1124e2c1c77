import * as z from 'zod';
import { PLACES_ON_CARD } from '../../../../domain/grants/index.ts';
import type { PermitGrant } from '../../../../use-cases/ports/index.ts';
import { type CardGrants, MAX_INSTRUCTION_CHARACTERS } from '../../../../use-cases/grants/index.ts';
import { defineRoute, reply, type RouteDefinition } from '../../index.ts';
import { CardNumber, Instant, PermitNumber, StateWord, Words } from '../bodies.ts';
import { placeOf, Station } from '../counter-station.ts';
import type { PlaceCardAt } from '../production/production-use-cases.ts';
import { toSignedIn } from '../to-signed-in.ts';
import { GrantView, toGrantView } from '../views.ts';
import type { GrantUseCases } from './grant-use-cases.ts';
import { approveRefusals, declineRefusals, enterRefusals, grantsRefusals, writeRefusals } from './refusals.ts';

const Grantor = z.string().regex(/^[a-z0-9-]{1,16}$/);
const GrantParams = z.strictObject({ grantId: z.uuid() });
const GrantReply = z.strictObject({ grantId: z.uuid(), state: StateWord });
const WrittenRecord = z.strictObject({ dataGroup: z.int(), grantor: Grantor, version: z.int() });
/** The grants of a permit, and the card that they are written to. */
export const GrantsView = z.strictObject({ grants: z.array(GrantView), cardNumber: CardNumber.optional() });
/** The grants of a permit as they stand to one of its cards. */
export const CardGrantsView = z.strictObject({
  permitNumber: PermitNumber,
  cardNumber: CardNumber,
  state: StateWord,
  isNewest: z.boolean(),
  writtenAt: Instant.optional(),
  grants: z.array(GrantView.extend({ place: z.enum(PLACES_ON_CARD) })),
});

/** Entitlements: entered on a department's signed instruction, approved by another, written at a counter. */
export function grantRoutes(useCases: GrantUseCases, placeCardAt: PlaceCardAt): readonly RouteDefinition[] {
  const grant = { params: GrantParams, tag: 'grants' } as const;
  const done = { 200: { description: 'Done.', schema: GrantReply } } as const;
  return [
    defineRoute({
      name: 'enterGrant',
      method: 'post',
      path: '/api/v1/grants',
      tag: 'grants',
      summary: 'Enters a grant on the signed instruction of a department; it waits for a second person.',
      access: { action: 'grant.enter' },
      body: z.strictObject({ instruction: z.string().min(1).max(MAX_INSTRUCTION_CHARACTERS) }),
      responses: { 201: { description: 'Entered.', schema: GrantReply } },
      refusals: enterRefusals,
      handler: async ({ body, caller, requestId }) => {
        const outcome = await useCases.enterGrant(toSignedIn(caller, requestId), body);
        return outcome.ok ? reply(201, toReply(outcome.value)) : outcome;
      },
    }),
    defineRoute({
      ...grant,
      name: 'approveGrant',
      method: 'post',
      path: '/api/v1/grants/:grantId/approval',
      summary: 'Approves a proposed grant, by another person than who entered it.',
      access: { action: 'grant.approve' },
      responses: done,
      refusals: approveRefusals,
      handler: async ({ params, caller, requestId }) => {
        const outcome = await useCases.approveGrant(toSignedIn(caller, requestId), params);
        return outcome.ok ? reply(200, toReply(outcome.value)) : outcome;
      },
    }),
    defineRoute({
      ...grant,
      name: 'declineGrant',
      method: 'post',
      path: '/api/v1/grants/:grantId/refusal',
      summary: 'Declines a proposed grant.',
      access: { action: 'grant.approve' },
      body: z.strictObject({ reason: Words }),
      responses: done,
      refusals: declineRefusals,
      handler: async ({ params, body, caller, requestId }) => {
        const outcome = await useCases.declineGrant(toSignedIn(caller, requestId), { ...params, ...body });
        return outcome.ok ? reply(200, toReply(outcome.value)) : outcome;
      },
    }),
    defineRoute({
      name: 'listGrants',
      method: 'get',
      path: '/api/v1/permits/:permitNumber/grants',
      tag: 'grants',
      summary: 'The grants of a permit: all of them at the office, its own for a department.',
      access: { action: 'grant.read', purpose: 'stated' },
      params: z.strictObject({ permitNumber: PermitNumber }),
      responses: { 200: { description: 'Grants.', schema: GrantsView } },
      refusals: grantsRefusals,
      handler: async ({ params, caller, requestId }) => {
        const outcome = await useCases.listGrants(toSignedIn(caller, requestId), params);
        if (!outcome.ok) return outcome;
        return reply(200, { ...outcome.value, grants: outcome.value.grants.map(toGrantView) });
      },
    }),
    defineRoute({
      name: 'readCardGrants',
      method: 'get',
      path: '/api/v1/cards/:cardNumber/grants',
      tag: 'grants',
      summary: 'What of the grants of its permit a card holds, lacks and is to lose, as far as the register knows.',
      access: { action: 'grant.read', purpose: 'stated' },
      params: z.strictObject({ cardNumber: CardNumber }),
      responses: { 200: { description: 'The grants.', schema: CardGrantsView } },
      refusals: grantsRefusals,
      handler: async ({ params, caller, requestId }) => {
        const outcome = await useCases.readCardGrants(toSignedIn(caller, requestId), params);
        return outcome.ok ? reply(200, toCardGrantsView(outcome.value)) : outcome;
      },
    }),
    defineRoute({
      name: 'writeGrants',
      method: 'post',
      path: '/api/v1/cards/:cardNumber/grants',
      tag: 'grants',
      summary: 'Brings the card at a counter up to date with the grants of its permit.',
      access: { action: 'card.endorse' },
      params: z.strictObject({ cardNumber: CardNumber }),
      body: Station,
      responses: {
        200: { description: 'What it holds.', schema: z.strictObject({ records: z.array(WrittenRecord) }) },
      },
      refusals: writeRefusals,
      handler: async ({ params, body, caller, requestId }) => {
        const placeCard = placeCardAt(placeOf(body));
        const outcome = await useCases.writeGrants(toSignedIn(caller, requestId), { ...params, placeCard });
        return outcome.ok ? reply(200, { records: outcome.value }) : outcome;
      },
    }),
  ];
}

function toReply({ id: grantId, state }: PermitGrant) {
  return { grantId, state };
}

function toCardGrantsView({ card: { cardNumber, state }, grants, ...rest }: CardGrants) {
  return { ...rest, cardNumber, state, grants: grants.map(({ grant, place }) => ({ ...toGrantView(grant), place })) };
}
