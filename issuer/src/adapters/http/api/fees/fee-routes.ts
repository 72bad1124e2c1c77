import * as z from 'zod';
import type {
  makeListFees,
  makeTakeFee,
  makeWaiveFee,
  TakeFeeRefusal,
  WaiveFeeRefusal,
} from '../../../../use-cases/fees/index.ts';
import { defineRoute, type RefusalStatus, reply, type RouteDefinition } from '../../index.ts';
import { CaseNumber, CaseParams, Instant, Words } from '../bodies.ts';
import { caseRefusals } from '../case-refusals.ts';
import { toSignedIn } from '../to-signed-in.ts';
import { FeeView, toFeeView } from '../views.ts';

/** What the routes of fees call. */
export type FeeUseCases = {
  readonly listFees: ReturnType<typeof makeListFees>;
  readonly takeFee: ReturnType<typeof makeTakeFee>;
  readonly waiveFee: ReturnType<typeof makeWaiveFee>;
};

const takeRefusals = {
  ...caseRefusals,
  'fee-not-found': 404,
  'nothing-due': 409,
  'already-paid': 409,
  'amount-differs': 422,
} as const satisfies Record<TakeFeeRefusal, RefusalStatus>;
const waiveRefusals = {
  ...caseRefusals,
  'fee-not-found': 404,
  'nothing-due': 409,
  'already-paid': 409,
  'reason-blank': 422,
} as const satisfies Record<WaiveFeeRefusal, RefusalStatus>;
const FeeParams = CaseParams.extend({ feeId: z.uuid() });

/** Fees of a case. */
export function feeRoutes(useCases: FeeUseCases): readonly RouteDefinition[] {
  return [
    defineRoute({
      name: 'listFees',
      method: 'get',
      path: '/api/v1/applications/:applicationId/fees',
      tag: 'fees',
      summary: 'What a case costs, and what was paid of it.',
      access: { action: 'fee.take' },
      params: CaseParams,
      responses: { 200: { description: 'Fees.', schema: z.strictObject({ fees: z.array(FeeView) }) } },
      refusals: caseRefusals,
      handler: async ({ params, caller, requestId }) => {
        const outcome = await useCases.listFees(toSignedIn(caller, requestId), params);
        return outcome.ok ? reply(200, { fees: outcome.value.map(toFeeView) }) : outcome;
      },
    }),
    defineRoute({
      name: 'takeFee',
      method: 'post',
      path: '/api/v1/applications/:applicationId/fees/:feeId/payment',
      tag: 'fees',
      summary: 'Takes the exact fee, once, against a numbered receipt.',
      access: { action: 'fee.take' },
      params: FeeParams,
      body: z.strictObject({ amountFen: z.int().min(0).max(100_000) }),
      responses: {
        201: {
          description: 'Taken.',
          schema: z.strictObject({ receiptNumber: CaseNumber, amountFen: z.int(), paidAt: Instant }),
        },
      },
      refusals: takeRefusals,
      handler: async ({ params, body, caller, requestId }) => {
        const outcome = await useCases.takeFee(toSignedIn(caller, requestId), { ...params, ...body });
        return outcome.ok ? reply(201, outcome.value) : outcome;
      },
    }),
    defineRoute({
      name: 'waiveFee',
      method: 'post',
      path: '/api/v1/applications/:applicationId/fees/:feeId/waiver',
      tag: 'fees',
      summary: 'Waives a fee that the authority’s own error made due.',
      access: { action: 'fee.waive' },
      params: FeeParams,
      body: z.strictObject({ reason: Words }),
      responses: { 201: { description: 'Waived.', schema: z.strictObject({ feeId: z.uuid() }) } },
      refusals: waiveRefusals,
      handler: async ({ params, body, caller, requestId }) => {
        const outcome = await useCases.waiveFee(toSignedIn(caller, requestId), { ...params, ...body });
        return outcome.ok ? reply(201, outcome.value) : outcome;
      },
    }),
  ];
}
