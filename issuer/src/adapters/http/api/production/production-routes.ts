import type { Outcome } from '@residence-permit/shared/outcome';
import * as z from 'zod';
import type { CaseRefusal } from '../../../../use-cases/applications/index.ts';
import type { ProductionAttempt } from '../../../../use-cases/ports/index.ts';
import { defineRoute, reply, type RouteDefinition } from '../../index.ts';
import { caseRefusals } from '../case-refusals.ts';
import { CardNumber } from '../bodies.ts';
import { toSignedIn } from '../to-signed-in.ts';
import type { PlaceCardAt, ProductionUseCases } from './production-use-cases.ts';

/** Where a card lies: the counter's agent, and part of the reader's name where it has several. */
const Station = z.strictObject({ agent: z.string().min(1).max(64), reader: z.string().min(1).max(128).optional() });
const CardParams = z.strictObject({ cardNumber: CardNumber });
const AttemptReply = z.strictObject({ cardNumber: CardNumber, state: z.string().regex(/^[A-Z_]+$/) });
const WAIT_MS = 30_000;

/** The way of a card from the decision to the holder's hand, step by step. */
export function productionRoutes(useCases: ProductionUseCases, placeCardAt: PlaceCardAt): readonly RouteDefinition[] {
  const card = { params: CardParams, tag: 'production' } as const;
  const done = { 200: { description: 'Done.', schema: AttemptReply } } as const;
  const placeAt = (station: z.infer<typeof Station>) => placeCardAt(toPlace(station));

  return [
    defineRoute({
      name: 'reserveCard',
      method: 'post',
      path: '/api/v1/applications/:applicationId/card',
      tag: 'production',
      summary: 'Takes a card number and a status index for a decided case; the permit comes into being.',
      access: { action: 'card.produce' },
      params: z.strictObject({ applicationId: z.uuid() }),
      responses: {
        201: {
          description: 'Reserved.',
          schema: AttemptReply,
        },
      },
      refusals: {
        ...caseRefusals,
        'case-unknown': 404,
        'case-not-approved': 409,
        'card-under-way': 409,
        'no-card-needed': 422,
        'portrait-missing': 422,
        'permit-not-in-force': 409,
      },
      handler: async ({ params, caller, requestId }) => {
        const outcome = await useCases.reserveCard(toSignedIn(caller, requestId), params);
        return outcome.ok ? reply(201, toReply(outcome.value)) : outcome;
      },
    }),
    defineRoute({
      ...card,
      name: 'personaliseCard',
      method: 'post',
      path: '/api/v1/cards/:cardNumber/personalisation',
      summary: 'Writes the card on the chip at a counter; goes on where an earlier attempt stopped.',
      access: { action: 'card.produce' },
      body: Station,
      responses: done,
      refusals: {
        ...caseRefusals,
        ...personaliseRefusals,
        'attempt-unknown': 404,
      },
      handler: async ({ params, body, caller, requestId }) =>
        answer(
          useCases.produceCard(toSignedIn(caller, requestId), {
            ...params,
            placeCard: placeAt(body),
          }),
        ),
    }),
    defineRoute({
      ...card,
      name: 'readBackCard',
      method: 'post',
      path: '/api/v1/cards/:cardNumber/read-back',
      summary: 'Has another process read the card with the public verifier.',
      access: { action: 'card.produce' },
      body: Station,
      responses: done,
      refusals: {
        ...caseRefusals,
        'attempt-unknown': 404,
        'not-personalised': 409,
        'another-card': 409,
      },
      handler: async ({ params, body, caller, requestId }) =>
        answer(
          useCases.readBackCard(toSignedIn(caller, requestId), {
            ...params,
            placeCard: placeAt(body),
          }),
        ),
    }),
    defineRoute({
      ...card,
      name: 'checkCard',
      method: 'post',
      path: '/api/v1/cards/:cardNumber/quality-check',
      summary: 'A person has compared portrait and print with the case; the card goes into its drawer.',
      access: { action: 'card.quality-check' },
      body: z.strictObject({ place: z.string().trim().min(1).max(60) }),
      responses: done,
      refusals: {
        ...caseRefusals,
        'attempt-unknown': 404,
        'not-read-back': 409,
      },
      handler: async ({ params, body, caller, requestId }) =>
        answer(
          useCases.checkQuality(toSignedIn(caller, requestId), {
            ...params,
            ...body,
          }),
        ),
    }),
    defineRoute({
      ...card,
      name: 'readCardNumber',
      method: 'get',
      path: '/api/v1/cards/:cardNumber/can',
      summary: 'The card access number, for the print on its face; while the card lies in the office.',
      access: { action: 'card.produce' },
      responses: { 200: { description: 'Six digits.', schema: z.strictObject({ can: z.string().regex(/^\d{6}$/) }) } },
      refusals: secretRefusals,
      handler: async ({ params, caller, requestId }) => {
        const outcome = await useCases.readCardSecret(toSignedIn(caller, requestId), { ...params, kind: 'can' });
        return outcome.ok ? reply(200, { can: outcome.value }) : outcome;
      },
    }),
    defineRoute({
      ...card,
      name: 'readUnblockingCode',
      method: 'get',
      path: '/api/v1/cards/:cardNumber/unblocking-code',
      summary: 'The unblocking code, for the holder’s sealed letter; until the card is handed over, and never after.',
      access: { action: 'card.hand-over' },
      responses: { 200: { description: 'Ten digits.', schema: z.strictObject({ puk: z.string().regex(/^\d{10}$/) }) } },
      refusals: secretRefusals,
      handler: async ({ params, caller, requestId }) => {
        const outcome = await useCases.readCardSecret(toSignedIn(caller, requestId), { ...params, kind: 'puk' });
        return outcome.ok ? reply(200, { puk: outcome.value }) : outcome;
      },
    }),
    defineRoute({
      ...card,
      name: 'handOverCard',
      method: 'post',
      path: '/api/v1/cards/:cardNumber/hand-over',
      summary: 'Gives the card to who collects it; the card before it stops being good.',
      access: { action: 'card.hand-over' },
      body: z.strictObject({
        collector: z.strictObject({
          name: z.string().trim().min(1).max(100),
          document: z.string().trim().min(1).max(100),
          relation: z.enum(['HOLDER', 'GUARDIAN', 'CLOSE_RELATIVE']),
        }),
        isOldCardReturned: z.boolean(),
      }),
      responses: done,
      refusals: {
        ...caseRefusals,
        'attempt-unknown': 404,
        'not-held': 409,
        'fee-open': 409,
        'old-card-not-returned': 409,
      },
      handler: async ({ params, body, caller, requestId }) =>
        answer(
          useCases.handOverCard(toSignedIn(caller, requestId), {
            ...params,
            ...body,
          }),
        ),
    }),
    defineRoute({
      ...card,
      name: 'putBackCard',
      method: 'post',
      path: '/api/v1/cards/:cardNumber/put-back',
      summary: 'Takes a card that was handed over and not activated back into its drawer, to be collected again.',
      access: { action: 'card.take-back' },
      body: z.strictObject({ place: z.string().trim().min(1).max(60) }),
      responses: done,
      refusals: { ...caseRefusals, 'attempt-unknown': 404, 'not-handed-over': 409, 'card-gone': 409 },
      handler: async ({ params, body, caller, requestId }) =>
        answer(useCases.putBackCard(toSignedIn(caller, requestId), { ...params, ...body })),
    }),
    defineRoute({
      ...card,
      name: 'activateCard',
      method: 'post',
      path: '/api/v1/cards/:cardNumber/activation',
      summary: 'With the holder present, who has typed the PIN where staff do not see it: the first endorsement.',
      access: { action: 'card.activate' },
      body: Station.extend({ pin: z.string().regex(/^\d{6}$/) }),
      responses: {
        200: {
          description: 'Active.',
          schema: z.strictObject({ endorsedThrough: z.iso.date() }),
        },
      },
      refusals: {
        ...caseRefusals,
        'attempt-unknown': 404,
        'not-handed-over': 409,
        'card-revoked': 409,
        'card-on-hold': 409,
        'not-checked': 409,
        'already-active': 409,
        'predecessor-still-good': 409,
        'pin-not-six-digits': 422,
      },
      handler: async ({ params, body, caller, requestId }) => {
        const { pin, ...station } = body;
        const askPin = () => Promise.resolve(pin);
        const input = {
          ...params,
          placeCard: placeAt(station),
          askPin,
        };
        const outcome = await useCases.activateCard(toSignedIn(caller, requestId), input);
        return outcome.ok ? reply(200, { endorsedThrough: outcome.value.endorsedThrough }) : outcome;
      },
    }),
    defineRoute({
      ...card,
      name: 'setCardAside',
      method: 'post',
      path: '/api/v1/cards/:cardNumber/quarantine',
      summary: 'Puts a card aside whose content nobody vouches for; it counts as revoked.',
      access: { action: 'card.quarantine' },
      body: z.strictObject({ reason: z.enum(['read-back-failed', 'outcome-unknown', 'damaged']) }),
      responses: done,
      refusals: {
        ...caseRefusals,
        'attempt-unknown': 404,
        'not-in-production': 409,
      },
      handler: async ({ params, body, caller, requestId }) =>
        answer(
          useCases.setAsideCard(toSignedIn(caller, requestId), {
            ...params,
            ...body,
          }),
        ),
    }),
  ];
}

const secretRefusals = { ...caseRefusals, 'attempt-unknown': 404, 'not-in-office': 409 } as const;

const personaliseRefusals = {
  'not-planned': 409,
  'not-in-stock': 409,
  'another-chip': 409,
  'chip-in-use': 409,
  'not-blank': 409,
} as const;

function toPlace({ agent, reader }: z.infer<typeof Station>) {
  return { agent, waitMs: WAIT_MS, ...(reader === undefined ? {} : { reader }) };
}

async function answer<Refusal extends string>(
  outcome: Promise<Outcome<Pick<ProductionAttempt, 'cardNumber' | 'state'>, Refusal | CaseRefusal>>,
) {
  const settled = await outcome;
  return settled.ok ? reply(200, toReply(settled.value)) : settled;
}

function toReply({ cardNumber, state }: Pick<ProductionAttempt, 'cardNumber' | 'state'>) {
  return { cardNumber, state };
}
