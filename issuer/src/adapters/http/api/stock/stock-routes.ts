import * as z from 'zod';
import { statesOf } from '../../../../domain/lifecycles/index.ts';
import { defineRoute, reply, type RouteDefinition } from '../../index.ts';
import { DayText, Instant, StateWord, Words } from '../bodies.ts';
import { placeOf, Station } from '../counter-station.ts';
import { rightRefusals } from '../applications/refusals.ts';
import type { PlaceCardAt } from '../production/production-use-cases.ts';
import { toSignedIn } from '../to-signed-in.ts';
import { closeDayRefusals, moveSerialsRefusals, takeInRefusals } from './refusals.ts';
import type { StockUseCases } from './stock-use-cases.ts';

/** The diversification data of a chip: 20 hexadecimal digits. */
export const Serial = z.string().regex(/^[0-9a-f]{20}$/);
/** A count of one office fits into one body. */
const COUNTED = 100_000;
const MOVED = 5000;

const Account = z.enum(statesOf('STOCK'));
/** How many serials stand in each account. */
export const StockView = z.strictObject({
  counts: z.partialRecord(Account, z.int()),
  lastClosed: z.iso.date().optional(),
});
/** A blank that was taken in. */
export const TakenInView = z.strictObject({ serial: Serial, kind: z.enum(['taken-in', 'known-before']) });
/** The entries of a day, in their order. */
export const LedgerView = z.strictObject({
  postings: z.array(
    z.strictObject({
      serial: Serial,
      from: Account,
      to: Account,
      day: z.iso.date(),
      reason: z.string(),
      actorId: z.uuid(),
      secondId: z.uuid().optional(),
      at: Instant,
    }),
  ),
});
/** A day that was closed, or the serials on which count and ledger differ. */
export const DayClosed = z.strictObject({
  kind: z.enum(['BALANCED', 'NOT_BALANCED']),
  lines: z
    .array(z.strictObject({ account: Account, opening: z.int(), in: z.int(), out: z.int(), closing: z.int() }))
    .optional(),
  differences: z
    .array(z.strictObject({ serial: Serial, kind: StateWord, ledger: Account.optional(), counted: Account.optional() }))
    .optional(),
});

/** The stock of blanks and cards: what stands where, what is carried, and the close of a day. */
export function stockRoutes(useCases: StockUseCases, placeCardAt: PlaceCardAt): readonly RouteDefinition[] {
  return [
    defineRoute({
      name: 'readStock',
      method: 'get',
      path: '/api/v1/stock',
      tag: 'stock',
      summary: 'How many serials stand in each account of the office.',
      access: { action: 'stock.move' },
      responses: { 200: { description: 'Counts.', schema: StockView } },
      refusals: rightRefusals,
      handler: async ({ caller, requestId }) => {
        const outcome = await useCases.readStock(toSignedIn(caller, requestId));
        return outcome.ok ? reply(200, outcome.value) : outcome;
      },
    }),
    defineRoute({
      name: 'takeInChip',
      method: 'post',
      path: '/api/v1/stock/intake',
      tag: 'stock',
      summary: 'Takes the blank at a counter into the vault; the supplier’s keys are replaced first.',
      access: { action: 'stock.move' },
      body: Station.extend({ batch: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/) }),
      responses: { 201: { description: 'In stock.', schema: TakenInView } },
      refusals: takeInRefusals,
      handler: async ({ body: { batch, ...station }, caller, requestId }) => {
        const input = { batch, placeCard: placeCardAt(placeOf(station)) };
        const outcome = await useCases.takeIn(toSignedIn(caller, requestId), input);
        if (!outcome.ok) return outcome;
        const { serial, kind } = outcome.value;
        return reply(201, { serial, kind });
      },
    }),
    defineRoute({
      name: 'moveSerials',
      method: 'post',
      path: '/api/v1/stock/postings',
      tag: 'stock',
      summary: 'Carries serials to the vault, to the counter, or a missing one that turned up to quarantine.',
      access: { action: 'stock.move' },
      body: z.strictObject({
        serials: z.array(Serial).max(MOVED),
        to: z.enum(['VAULT', 'COUNTER', 'QUARANTINE']),
        reason: Words,
      }),
      responses: { 200: { description: 'Moved.', schema: z.strictObject({ moved: z.int() }) } },
      refusals: moveSerialsRefusals,
      handler: async ({ body, caller, requestId }) => {
        const outcome = await useCases.moveSerials(toSignedIn(caller, requestId), body);
        return outcome.ok ? reply(200, outcome.value) : outcome;
      },
    }),
    defineRoute({
      name: 'readLedger',
      method: 'get',
      path: '/api/v1/stock/ledger',
      tag: 'stock',
      summary: 'The entries of one day, in their order.',
      access: { action: 'stock.close' },
      query: z.strictObject({ day: DayText }),
      responses: { 200: { description: 'Entries.', schema: LedgerView } },
      refusals: rightRefusals,
      handler: async ({ query, caller, requestId }) => {
        const outcome = await useCases.readLedger(toSignedIn(caller, requestId), query);
        return outcome.ok ? reply(200, { postings: outcome.value }) : outcome;
      },
    }),
    defineRoute({
      name: 'closeDay',
      method: 'post',
      path: '/api/v1/stock/days',
      tag: 'stock',
      summary: 'Closes a day that balances; else it names the serials on which count and ledger differ.',
      access: { action: 'stock.close' },
      body: z.strictObject({
        day: DayText,
        counted: z.array(z.strictObject({ serial: Serial, account: Account })).max(COUNTED),
      }),
      responses: { 200: { description: 'Closed, or the differences.', schema: DayClosed } },
      refusals: closeDayRefusals,
      handler: async ({ body, caller, requestId }) => {
        const outcome = await useCases.closeDay(toSignedIn(caller, requestId), body);
        if (!outcome.ok) return outcome;
        const { value } = outcome;
        const { kind } = value;
        return reply(
          200,
          value.kind === 'BALANCED' ? { kind, lines: value.lines } : { kind, differences: value.differences },
        );
      },
    }),
  ];
}
