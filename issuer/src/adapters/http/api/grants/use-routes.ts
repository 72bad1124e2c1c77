import * as z from 'zod';
import { MAX_RECEIPTS, type SettledUse } from '../../../../use-cases/grants/index.ts';
import { RECEIPT_FINDINGS } from '../../../../use-cases/ports/index.ts';
import { defineRoute, reply, type RouteDefinition } from '../../index.ts';
import { CardNumber, Instant, without } from '../bodies.ts';
import { AskedOfficeQuery, statisticsRefusals } from '../statistics/asked-office.ts';
import { toSignedIn } from '../to-signed-in.ts';
import type { GrantUseCases } from './grant-use-cases.ts';

const ReceiptText = z.base64url().max(1024);
const Finding = z.enum(RECEIPT_FINDINGS);
const FAULTS = [
  'receipt-malformed',
  'chip-unknown',
  'signature-bad',
  'grant-unknown',
  'terminal-not-yours',
  'another-receipt',
] as const satisfies readonly Extract<SettledUse, { readonly kind: 'refused' }>['fault'][];
const Settled = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('settled'), receiptId: z.uuid(), finding: Finding.optional() }),
  z.strictObject({ kind: z.literal('known'), receiptId: z.uuid() }),
  z.strictObject({ kind: z.literal('refused'), fault: z.enum(FAULTS) }),
]);
const DoubleUse = z.strictObject({
  id: z.uuid(),
  cardNumber: CardNumber,
  sequence: z.int(),
  grantId: z.uuid(),
  period: z.int(),
  used: z.int(),
  terminal: z.string(),
  day: z.iso.date(),
  finding: Finding.optional(),
  settledAt: Instant,
});
export const SettledView = z.strictObject({ receipts: z.array(Settled) });
export const DoubleUsesView = z.strictObject({ receipts: z.array(DoubleUse) });

/** Uses that chips counted, and those that cannot all be right. */
export function useRoutes(useCases: GrantUseCases): readonly RouteDefinition[] {
  return [
    defineRoute({
      name: 'settleUses',
      method: 'post',
      path: '/api/v1/use-receipts',
      tag: 'grants',
      summary: 'Settles receipts that chips signed for terminals of the caller, each by itself.',
      access: { action: 'use.settle' },
      body: z.strictObject({ receipts: z.array(ReceiptText).min(1).max(MAX_RECEIPTS) }),
      responses: { 200: { description: 'In their order.', schema: SettledView } },
      refusals: { 'too-many-receipts': 422 },
      handler: async ({ body, caller, requestId }) => {
        const receipts = body.receipts.map((text) => new Uint8Array(Buffer.from(text, 'base64url')));
        const outcome = await useCases.settleUses(toSignedIn(caller, requestId), { receipts });
        return outcome.ok ? reply(200, { receipts: outcome.value }) : outcome;
      },
    }),
    defineRoute({
      name: 'listDoubleUses',
      method: 'get',
      path: '/api/v1/double-uses',
      tag: 'grants',
      summary: 'Settled uses that cannot all be right, about permits of the offices asked about. It names nobody.',
      access: { action: 'statistics.read' },
      query: AskedOfficeQuery,
      responses: { 200: { description: 'Receipts.', schema: DoubleUsesView } },
      refusals: statisticsRefusals,
      handler: async ({ query, caller, requestId }) => {
        const outcome = await useCases.listDoubleUses(toSignedIn(caller, requestId), without(query));
        if (!outcome.ok) return outcome;
        const receipts = outcome.value.map(({ transactionId: _t, receipt: _r, settledBy: _b, ...view }) => view);
        return reply(200, { receipts });
      },
    }),
  ];
}
