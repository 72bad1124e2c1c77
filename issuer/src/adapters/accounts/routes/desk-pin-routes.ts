import * as z from 'zod';
import { defineRoute, reply, type RouteDefinition } from '../../http/index.ts';
import type { RemoveDeskPin, SetDeskPin } from '../acts/change-desk-pin.ts';
import { SentDeskPin } from '../passwords/desk-pin.ts';
import { SentPassword } from '../passwords/password.ts';
import { browserIn, signedInOf, tellLock } from './locals.ts';

const COMMON = { tag: 'session', idempotency: 'none', access: 'signed-in' } as const;
const PATH = '/api/v1/session/desk-pin';
const AGAIN = { 'credentials-wrong': 403, 'sign-in-locked': 429 } as const;

/** What the routes about the PIN of a desk call. */
export type DeskPinActs = { readonly setDeskPin: SetDeskPin; readonly removeDeskPin: RemoveDeskPin };

/** Six digits that unlock a session which its user locked. They sign nobody in and prove no presence. */
export function deskPinRoutes({ setDeskPin, removeDeskPin }: DeskPinActs): readonly RouteDefinition[] {
  return [
    defineRoute({
      ...COMMON,
      name: 'readDeskPin',
      method: 'get',
      path: PATH,
      summary: 'Whether the account has a PIN for its desk.',
      responses: { 200: { description: 'Whether.', schema: z.strictObject({ isSet: z.boolean() }) } },
      refusals: {},
      handler: async ({ locals }) => reply(200, { isSet: signedInOf(locals).account.deskPinHash !== null }),
    }),
    defineRoute({
      ...COMMON,
      name: 'setDeskPin',
      method: 'put',
      path: PATH,
      summary: 'Sets the PIN that unlocks a locked session; the password is shown again.',
      body: z.strictObject({ password: SentPassword, pin: SentDeskPin }),
      responses: { 204: { description: 'Set.' } },
      refusals: { ...AGAIN, 'desk-pin-unfit': 422 },
      handler: async ({ body, locals }) => {
        const { account } = signedInOf(locals);
        const set = await setDeskPin({ ...body, account, source: browserIn(locals).source });
        return set.ok ? reply(204, undefined) : tellLock(locals, set);
      },
    }),
    defineRoute({
      ...COMMON,
      name: 'removeDeskPin',
      method: 'post',
      path: `${PATH}/removal`,
      summary: 'Takes the PIN away; the password is shown again.',
      body: z.strictObject({ password: SentPassword }),
      responses: { 204: { description: 'Only the password unlocks now.' } },
      refusals: { ...AGAIN, 'desk-pin-missing': 409 },
      handler: async ({ body, locals }) => {
        const { account } = signedInOf(locals);
        const removed = await removeDeskPin({ ...body, account, source: browserIn(locals).source });
        return removed.ok ? reply(204, undefined) : tellLock(locals, removed);
      },
    }),
  ];
}
