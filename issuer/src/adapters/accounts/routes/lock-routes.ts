import { refused } from '@residence-permit/shared/outcome';
import * as z from 'zod';
import { defineRoute, reply, type RouteDefinition } from '../../http/index.ts';
import type { AccountParts } from '../account-parts.ts';
import type { LogIn } from '../acts/log-in.ts';
import type { DeskPinAtLock } from '../acts/try-desk-pin.ts';
import { SentDeskPin } from '../passwords/desk-pin.ts';
import { SentPassword } from '../passwords/password.ts';
import { browserIn, signedInOf, tellLock } from './locals.ts';
import { SessionBody, sessionBodyOf } from './session-body.ts';
import type { Visit } from '../visits/visit.ts';

const COMMON = { tag: 'session', idempotency: 'none' } as const;

/** What coming back calls. */
export type UnlockActs = { readonly logIn: LogIn; readonly deskPin: DeskPinAtLock };

/** Leaving a shared desk and coming back: the visit stays, and is nobody's until its user shows the password or the PIN. */
export function lockRoutes(parts: AccountParts, { logIn, deskPin }: UnlockActs): readonly RouteDefinition[] {
  return [
    defineRoute({
      ...COMMON,
      name: 'lockSession',
      method: 'post',
      path: '/api/v1/session/lock',
      summary: 'Locks the session: every address takes it for nobody’s until it is unlocked.',
      access: 'signed-in',
      responses: { 204: { description: 'Locked.' } },
      refusals: {},
      handler: async ({ locals }) => {
        const { visit } = signedInOf(locals);
        await browserIn(locals).begin({ ...visit, isLocked: true });
        return reply(204, undefined);
      },
    }),
    defineRoute({
      ...COMMON,
      name: 'unlockSession',
      method: 'post',
      path: '/api/v1/session/unlocking',
      summary: 'Unlocks a locked session by the password of its account. Retry-After tells when a lock ends.',
      access: 'public',
      body: z.strictObject({ password: SentPassword }),
      responses: { 200: { description: 'The session.', schema: SessionBody } },
      refusals: { 'not-locked': 409, 'credentials-wrong': 403, 'sign-in-locked': 429 },
      handler: async ({ body, locals }) => {
        const { locked } = locals;
        if (locked === undefined) return refused('not-locked');
        const browser = browserIn(locals);
        const outcome = await logIn({ ...body, login: locked.account.login, source: browser.source });
        if (!outcome.ok) return tellLock(locals, outcome);
        await deskPin.clearTries(locked.visit.visitId);
        await browser.begin(unlocked(locked.visit, parts.clock()));
        return reply(200, sessionBodyOf(parts, locked));
      },
    }),
    defineRoute({
      ...COMMON,
      name: 'unlockSessionByPin',
      method: 'post',
      path: '/api/v1/session/unlocking/pin',
      summary: 'Unlocks a locked session by the PIN of its account. After five wrong ones only the password does.',
      access: 'public',
      body: z.strictObject({ pin: SentDeskPin }),
      responses: { 200: { description: 'The session.', schema: SessionBody } },
      refusals: { 'not-locked': 409, 'desk-pin-missing': 409, 'desk-pin-wrong': 403, 'desk-pin-spent': 403 },
      handler: async ({ body, locals }) => {
        const { locked } = locals;
        if (locked === undefined) return refused('not-locked');
        const browser = browserIn(locals);
        const outcome = await deskPin.tryDeskPin({ ...body, locked, source: browser.source });
        if (outcome.ok) {
          await browser.begin(unlocked(locked.visit, parts.clock()));
          return reply(200, sessionBodyOf(parts, locked));
        }
        // Kept in the session as well, so that a page asks for the password at once.
        if (outcome.refusal === 'desk-pin-spent' && locked.visit.isDeskPinSpent !== true) {
          const visit = { ...locked.visit, isDeskPinSpent: true } as const;
          await browser.begin(visit);
          locals.locked = { ...locked, visit };
        }
        return outcome;
      },
    }),
  ];
}

function unlocked({ isLocked: _l, isDeskPinSpent: _s, ...visit }: Visit, now: number): Visit {
  return { ...visit, seenAt: now };
}
