import * as z from 'zod';
import { WITHDRAWAL_REASONS } from '../../../../domain/grants/index.ts';
import { MAX_INSTRUCTION_CHARACTERS } from '../../../../use-cases/grants/index.ts';
import type { GrantWithdrawal } from '../../../../use-cases/ports/index.ts';
import { defineRoute, reply, type RouteDefinition } from '../../index.ts';
import { Instant, PermitNumber, StateWord, Words } from '../bodies.ts';
import { toSignedIn } from '../to-signed-in.ts';
import type { GrantUseCases } from './grant-use-cases.ts';
import {
  approveWithdrawalRefusals,
  declineWithdrawalRefusals,
  enterWithdrawalRefusals,
  grantsRefusals,
} from './refusals.ts';

const WithdrawalReply = z.strictObject({ withdrawalId: z.uuid(), grantId: z.uuid(), state: StateWord });
export const WithdrawalView = z.strictObject({
  id: z.uuid(),
  grantId: z.uuid(),
  grantor: z.string().regex(/^[a-z0-9-]{1,16}$/),
  reason: z.enum(WITHDRAWAL_REASONS),
  from: z.iso.date(),
  state: StateWord,
  keyId: z.string().regex(/^[0-9a-f]{16}$/),
  reference: z.string(),
  enteredBy: z.uuid(),
  enteredAt: Instant,
  decidedBy: z.uuid().optional(),
  decidedAt: Instant.optional(),
  recordVersion: z.int().optional(),
});

/** What the routes of withdrawals call. */
export type WithdrawalUseCases = Pick<
  GrantUseCases,
  'enterWithdrawal' | 'approveWithdrawal' | 'declineWithdrawal' | 'listWithdrawals'
>;

/** Withdrawals of grants: entered on the signed instruction of the department that granted, approved by another. */
export function withdrawalRoutes(useCases: WithdrawalUseCases): readonly RouteDefinition[] {
  const decision = {
    params: z.strictObject({ withdrawalId: z.uuid() }),
    tag: 'grants',
    access: { action: 'grant.approve-withdrawal' },
    responses: { 200: { description: 'Done.', schema: WithdrawalReply } },
  } as const;
  return [
    defineRoute({
      name: 'enterWithdrawal',
      method: 'post',
      path: '/api/v1/grant-withdrawals',
      tag: 'grants',
      summary:
        'Enters the withdrawal of a grant on the signed instruction of its department; it waits for a second person.',
      access: { action: 'grant.withdraw' },
      body: z.strictObject({ instruction: z.string().min(1).max(MAX_INSTRUCTION_CHARACTERS) }),
      responses: { 201: { description: 'Entered.', schema: WithdrawalReply } },
      refusals: enterWithdrawalRefusals,
      handler: async ({ body, caller, requestId }) => {
        const outcome = await useCases.enterWithdrawal(toSignedIn(caller, requestId), body);
        return outcome.ok ? reply(201, toReply(outcome.value)) : outcome;
      },
    }),
    defineRoute({
      ...decision,
      name: 'approveWithdrawal',
      method: 'post',
      path: '/api/v1/grant-withdrawals/:withdrawalId/approval',
      summary:
        'Takes the grant back, by another person than who entered it; the next bundle names it, and the holder is told.',
      refusals: approveWithdrawalRefusals,
      handler: async ({ params, caller, requestId }) => {
        const outcome = await useCases.approveWithdrawal(toSignedIn(caller, requestId), params);
        return outcome.ok ? reply(200, toReply(outcome.value)) : outcome;
      },
    }),
    defineRoute({
      ...decision,
      name: 'declineWithdrawal',
      method: 'post',
      path: '/api/v1/grant-withdrawals/:withdrawalId/refusal',
      summary: 'Declines a withdrawal that waits; the holder keeps the grant.',
      body: z.strictObject({ reason: Words }),
      refusals: declineWithdrawalRefusals,
      handler: async ({ params, body, caller, requestId }) => {
        const outcome = await useCases.declineWithdrawal(toSignedIn(caller, requestId), { ...params, ...body });
        return outcome.ok ? reply(200, toReply(outcome.value)) : outcome;
      },
    }),
    defineRoute({
      name: 'listWithdrawals',
      method: 'get',
      path: '/api/v1/permits/:permitNumber/grant-withdrawals',
      tag: 'grants',
      summary: 'Withdrawals of grants of a permit: all of them at the office, its own for a department.',
      access: { action: 'grant.read', purpose: 'stated' },
      params: z.strictObject({ permitNumber: PermitNumber }),
      responses: {
        200: { description: 'Withdrawals.', schema: z.strictObject({ withdrawals: z.array(WithdrawalView) }) },
      },
      refusals: grantsRefusals,
      handler: async ({ params, caller, requestId }) => {
        const outcome = await useCases.listWithdrawals(toSignedIn(caller, requestId), params);
        return outcome.ok ? reply(200, { withdrawals: outcome.value.map(toView) }) : outcome;
      },
    }),
  ];
}

function toReply({ id: withdrawalId, grantId, state }: GrantWithdrawal) {
  return { withdrawalId, grantId, state };
}

function toView({ instruction: _i, version: _v, ...view }: GrantWithdrawal) {
  return view;
}
