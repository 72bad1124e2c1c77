import * as z from 'zod';
import type { Card } from '../../../../use-cases/ports/index.ts';
import { defineRoute, reply, type RouteDefinition } from '../../index.ts';
import { CardNumber, PersonName, StateWord, without, Words } from '../bodies.ts';
import { toSignedIn } from '../to-signed-in.ts';
import { personRefusals } from '../persons/refusals.ts';
import type { CardLifeUseCases } from './card-life-use-cases.ts';
import { holdRefusals, liftRefusals, revokeRefusals, takeBackRefusals } from './refusals.ts';

const CardParams = z.strictObject({ cardNumber: CardNumber });
const CardReply = z.strictObject({ cardNumber: CardNumber, state: StateWord });
/** The cards of a permit in force, in the order in which they were made. */
export const LiveCardsView = z.strictObject({ cards: z.array(CardReply) });
const Caller = z.strictObject({
  name: PersonName,
  relation: z.enum(['HOLDER', 'GUARDIAN', 'CLOSE_RELATIVE', 'OTHER']),
  phone: z.string().trim().min(3).max(40).optional(),
  said: z.strictObject({
    holderName: PersonName,
    birthDate: z.iso.date(),
    idTail: z
      .string()
      .regex(/^\d{3}[\dXx]$/)
      .optional(),
  }),
});
const HoldBody = z.discriminatedUnion('channel', [
  z.strictObject({ channel: z.literal('PHONE'), caller: Caller }),
  z.strictObject({ channel: z.literal('COUNTER') }),
  z.strictObject({ channel: z.literal('OWN') }),
]);

/** What is done to a card in somebody's hand. */
export function cardRoutes(useCases: CardLifeUseCases): readonly RouteDefinition[] {
  const card = {
    params: CardParams,
    tag: 'cards',
    responses: { 200: { description: 'Done.', schema: CardReply } },
  } as const;
  return [
    defineRoute({
      name: 'listLiveCards',
      method: 'get',
      path: '/api/v1/persons/:personId/cards',
      tag: 'cards',
      summary: 'The cards of somebody’s permit in force, for the desk that stops a lost one; the person sees the look.',
      access: { action: 'card.hold' },
      params: z.strictObject({ personId: z.uuid() }),
      responses: { 200: { description: 'The newest last.', schema: LiveCardsView } },
      refusals: personRefusals,
      handler: async ({ params, caller, requestId }) => {
        const outcome = await useCases.listLiveCards(toSignedIn(caller, requestId), params);
        return outcome.ok ? reply(200, { cards: outcome.value.map(toReply) }) : outcome;
      },
    }),
    defineRoute({
      ...card,
      name: 'holdCard',
      method: 'post',
      path: '/api/v1/cards/:cardNumber/hold',
      summary: 'Stops a lost card at once; a call is taken by any office of the jurisdiction.',
      access: { action: 'card.hold' },
      body: HoldBody,
      refusals: holdRefusals,
      handler: async ({ params, body, caller, requestId }) => {
        const by = toSignedIn(caller, requestId);
        const outcome = await useCases.holdCard(by, { ...params, ...toHold(body) });
        return outcome.ok ? reply(200, toReply(outcome.value)) : outcome;
      },
    }),
    defineRoute({
      ...card,
      name: 'liftHold',
      method: 'post',
      path: '/api/v1/cards/:cardNumber/hold-lift',
      summary: 'Lifts a loss hold once person and card were seen.',
      access: { action: 'card.hold' },
      body: z.strictObject({ isIdentityShown: z.boolean(), isCardShown: z.boolean() }),
      refusals: liftRefusals,
      handler: async ({ params, body, caller, requestId }) => {
        const outcome = await useCases.liftHold(toSignedIn(caller, requestId), { ...params, ...body });
        return outcome.ok ? reply(200, toReply(outcome.value)) : outcome;
      },
    }),
    defineRoute({
      ...card,
      name: 'takeBackCard',
      method: 'post',
      path: '/api/v1/cards/:cardNumber/return',
      summary: 'Takes a card back into the office; one that was replaced or revoked never comes back to life.',
      access: { action: 'card.take-back' },
      refusals: takeBackRefusals,
      handler: async ({ params, caller, requestId }) => {
        const outcome = await useCases.takeBackCard(toSignedIn(caller, requestId), params);
        return outcome.ok ? reply(200, toReply(outcome.value)) : outcome;
      },
    }),
    defineRoute({
      ...card,
      name: 'revokeCard',
      method: 'post',
      path: '/api/v1/cards/:cardNumber/revocation',
      summary: 'Revokes one card for good; its permit stays.',
      access: { action: 'card.revoke' },
      body: z.strictObject({ reason: Words }),
      refusals: revokeRefusals,
      handler: async ({ params, body, caller, requestId }) => {
        const outcome = await useCases.revokeCard(toSignedIn(caller, requestId), { ...params, ...body });
        return outcome.ok ? reply(200, toReply(outcome.value)) : outcome;
      },
    }),
  ];
}

function toHold(body: z.infer<typeof HoldBody>) {
  if (body.channel !== 'PHONE') return body;
  const { caller } = body;
  return { channel: 'PHONE', caller: { ...without(caller), said: without(caller.said) } } as const;
}

function toReply({ cardNumber, state }: Card) {
  return { cardNumber, state };
}
