import * as z from 'zod';
import { defineRoute, reply, type RouteDefinition } from '../../http/index.ts';
import type { AccountParts } from '../account-parts.ts';
import type { ChangePassword } from '../acts/change-password.ts';
import { Login } from '../acts/create-account.ts';
import type { SetUpAccount } from '../acts/set-up-account.ts';
import { SentPassword } from '../passwords/password.ts';
import { beginVisit } from '../visits/begin-visit.ts';
import { browserIn, signedInOf, tellLock } from './locals.ts';
import { lockRoutes, type UnlockActs } from './lock-routes.ts';
import { SessionBody, sessionBodyOf } from './session-body.ts';

/** Addresses of the API, and of the pages that ask it, at which passwords are tried, for the limit by address. */
export const SIGN_IN_PATHS: ReadonlySet<string> = new Set([
  '/api/v1/session',
  '/api/v1/session/set-up',
  '/api/v1/session/unlocking',
  '/api/v1/session/unlocking/pin',
  '/sign-in',
  '/set-up',
  '/unlock',
  '/unlock/pin',
]);

const PATH = '/api/v1/session';
const COMMON = { tag: 'session', idempotency: 'none' } as const;
const SESSION = { 200: { description: 'The session.', schema: SessionBody } } as const;
const CREDENTIALS = { 'credentials-wrong': 403, 'sign-in-locked': 429 } as const;

/** What the session routes call. */
export type SessionActs = UnlockActs & {
  readonly setUpAccount: SetUpAccount;
  readonly changePassword: ChangePassword;
};

/** Signing in and out, the first password, another password, who am I. */
export function sessionRoutes(parts: AccountParts, acts: SessionActs): readonly RouteDefinition[] {
  return [
    showSession(parts),
    ...signInRoutes(parts, acts),
    signOut(),
    ...lockRoutes(parts, acts),
    changePassword(parts, acts),
  ];
}

function showSession(parts: AccountParts): RouteDefinition {
  return defineRoute({
    ...COMMON,
    name: 'getSession',
    method: 'get',
    path: PATH,
    summary: 'Who is signed in, with which roles and fresh proofs.',
    access: 'public',
    responses: SESSION,
    refusals: {},
    handler: async ({ locals }) => reply(200, sessionBodyOf(parts, locals.signedIn)),
  });
}

function signInRoutes(parts: AccountParts, { logIn, setUpAccount }: SessionActs): readonly RouteDefinition[] {
  return [
    defineRoute({
      ...COMMON,
      name: 'signIn',
      method: 'post',
      path: PATH,
      summary: 'Signs in by login and password. Retry-After tells when a lock ends.',
      access: 'public',
      body: z.strictObject({ login: Login, password: SentPassword }),
      responses: SESSION,
      refusals: CREDENTIALS,
      handler: async ({ body, locals }) => {
        const browser = browserIn(locals);
        const outcome = await logIn({ ...body, source: browser.source });
        if (!outcome.ok) return tellLock(locals, outcome);
        await beginVisit(browser, outcome.value, parts.clock);
        return reply(200, sessionBodyOf(parts, { account: outcome.value, proofs: [] }));
      },
    }),
    defineRoute({
      ...COMMON,
      name: 'setUpAccount',
      method: 'post',
      path: `${PATH}/set-up`,
      summary: 'Takes the one-time code of a new account, sets its password and signs in.',
      access: 'public',
      body: z.strictObject({ login: Login, code: z.string().min(20).max(32), password: SentPassword }),
      responses: SESSION,
      refusals: { ...CREDENTIALS, 'password-unfit': 422 },
      handler: async ({ body, locals }) => {
        const browser = browserIn(locals);
        const outcome = await setUpAccount({ ...body, source: browser.source });
        if (!outcome.ok) return tellLock(locals, outcome);
        await beginVisit(browser, outcome.value, parts.clock);
        return reply(200, sessionBodyOf(parts, { account: outcome.value, proofs: [] }));
      },
    }),
  ];
}

function signOut(): RouteDefinition {
  return defineRoute({
    ...COMMON,
    name: 'signOut',
    method: 'delete',
    path: PATH,
    summary: 'Ends the session.',
    access: 'public',
    responses: { 204: { description: 'Nobody is signed in any more.' } },
    refusals: {},
    handler: async ({ locals }) => {
      await browserIn(locals).end();
      return reply(204, undefined);
    },
  });
}

function changePassword(parts: AccountParts, acts: SessionActs): RouteDefinition {
  return defineRoute({
    ...COMMON,
    name: 'changePassword',
    method: 'put',
    path: `${PATH}/password`,
    summary: 'Changes the password; every other session of the account ends.',
    access: 'signed-in',
    body: z.strictObject({ current: SentPassword, next: SentPassword }),
    responses: SESSION,
    refusals: { ...CREDENTIALS, 'password-unfit': 422 },
    handler: async ({ body, locals }) => {
      const browser = browserIn(locals);
      const { account } = signedInOf(locals);
      const outcome = await acts.changePassword({ ...body, account, source: browser.source });
      if (!outcome.ok) return tellLock(locals, outcome);
      await beginVisit(browser, outcome.value, parts.clock);
      return reply(200, sessionBodyOf(parts, { account: outcome.value, proofs: [] }));
    },
  });
}
