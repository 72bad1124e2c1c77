import { refused } from '@residence-permit/shared/outcome';
import * as z from 'zod';
import { defineRoute, reply, type RouteDefinition } from '../../http/index.ts';
import type { AccountParts } from '../account-parts.ts';
import type { LogIn } from '../acts/log-in.ts';
import { SentPassword } from '../passwords/password.ts';
import { browserIn, signedInOf, tellLock } from './locals.ts';
import { SessionBody, sessionBodyOf } from './session-body.ts';

const COMMON = { tag: 'session', idempotency: 'none' } as const;

/** Leaving a shared desk and coming back: the visit stays, and is nobody's until its user shows the password again. */
export function lockRoutes(parts: AccountParts, { logIn }: { readonly logIn: LogIn }): readonly RouteDefinition[] {
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
        const { isLocked: _, ...visit } = locked.visit;
        const outcome = await logIn({ ...body, login: locked.account.login, source: browser.source });
        if (!outcome.ok) return tellLock(locals, outcome);
        await browser.begin({ ...visit, seenAt: parts.clock() });
        return reply(200, sessionBodyOf(parts, locked));
      },
    }),
  ];
}
