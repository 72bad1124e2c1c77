import * as z from 'zod';
import { defineRoute, reply, type RouteDefinition } from '../../http/index.ts';
import type { AccountParts } from '../account-parts.ts';
import { SentPassword } from '../passwords/password.ts';
import { type ConfirmTotp, enrolTotp, removeTotp } from '../proofs/code-generator.ts';
import type { MayChangeFactors } from '../proofs/may-change-factors.ts';
import { addPasskey, askNewPasskey, listPasskeys, removePasskey } from '../proofs/passkeys.ts';
import { browserIn, signedInOf, tellLock } from './locals.ts';
import { AskedBody, RegistrationBody } from './passkey-bodies.ts';

const COMMON = { tag: 'session', idempotency: 'none', access: 'signed-in' } as const;
const PASSKEYS = '/api/v1/session/passkeys';
const TOTP = '/api/v1/session/totp';
const CHANGE = { 'credentials-wrong': 403, 'sign-in-locked': 429, 'step-up-needed': 403 } as const;
const PasswordAgain = z.strictObject({ password: SentPassword });

const PasskeyBody = z.strictObject({
  passkeyId: z.uuid(),
  name: z.string(),
  createdAt: z.iso.datetime(),
  usedAt: z.iso.datetime().nullable(),
});

/** What the factor routes call. */
export type FactorActs = { readonly mayChange: MayChangeFactors; readonly confirmTotp: ConfirmTotp };

/** What somebody proves their presence with: passkeys and a code generator. */
export function factorRoutes(parts: AccountParts, { mayChange, confirmTotp }: FactorActs): readonly RouteDefinition[] {
  return [
    showPasskeys(parts),
    ...newPasskeyRoutes(parts, mayChange),
    ...removalRoutes(parts, mayChange),
    enrolTotpRoute(parts, mayChange),
    confirmTotpRoute(confirmTotp),
  ];
}

function showPasskeys(parts: AccountParts): RouteDefinition {
  return defineRoute({
    ...COMMON,
    name: 'listPasskeys',
    method: 'get',
    path: PASSKEYS,
    summary: 'The passkeys of the account that is signed in.',
    responses: { 200: { description: 'The passkeys.', schema: z.strictObject({ passkeys: z.array(PasskeyBody) }) } },
    refusals: {},
    handler: async ({ locals }) => {
      const entries = await listPasskeys(parts, signedInOf(locals).account.id);
      const passkeys = entries.map(({ id, name, createdAt, usedAt }) => ({
        passkeyId: id,
        name,
        createdAt: createdAt.toISOString(),
        usedAt: usedAt?.toISOString() ?? null,
      }));
      return reply(200, { passkeys });
    },
  });
}

function newPasskeyRoutes(parts: AccountParts, mayChange: MayChangeFactors): readonly RouteDefinition[] {
  return [
    defineRoute({
      ...COMMON,
      name: 'askNewPasskey',
      method: 'post',
      path: `${PASSKEYS}/options`,
      summary: 'Asks the browser for a new passkey.',
      body: PasswordAgain,
      responses: { 200: { description: 'The question.', schema: AskedBody } },
      refusals: CHANGE,
      handler: async ({ body, locals }) => {
        const signedIn = signedInOf(locals);
        const allowed = await mayChange({ ...body, signedIn, source: browserIn(locals).source });
        if (!allowed.ok) return tellLock(locals, allowed);
        const { account, visit } = signedIn;
        const asked = await askNewPasskey(parts, { account, visitId: visit.visitId });
        return reply(200, { ...asked, options: { ...asked.options } });
      },
    }),
    defineRoute({
      ...COMMON,
      name: 'addPasskey',
      method: 'post',
      path: PASSKEYS,
      summary: 'Keeps the new passkey that the browser made.',
      body: z.strictObject({ challengeId: z.uuid(), name: z.string().min(1).max(64), response: RegistrationBody }),
      responses: { 201: { description: 'Kept.', schema: z.strictObject({ passkeyId: z.uuid() }) } },
      refusals: { 'passkey-refused': 422 },
      handler: async ({ body, locals, requestId }) => {
        const { account, visit } = signedInOf(locals);
        const added = await addPasskey(parts, { account, visitId: visit.visitId, requestId }, body);
        return added.ok ? reply(201, added.value) : added;
      },
    }),
  ];
}

function removalRoutes(parts: AccountParts, mayChange: MayChangeFactors): readonly RouteDefinition[] {
  return [
    defineRoute({
      ...COMMON,
      name: 'removePasskey',
      method: 'post',
      path: `${PASSKEYS}/:passkeyId/removal`,
      summary: 'Takes a passkey out.',
      params: z.strictObject({ passkeyId: z.uuid() }),
      body: PasswordAgain,
      responses: { 204: { description: 'It proves nothing any more.' } },
      refusals: { ...CHANGE, 'passkey-not-found': 404 },
      handler: async ({ params, body, locals, requestId }) => {
        const signedIn = signedInOf(locals);
        const allowed = await mayChange({ ...body, signedIn, source: browserIn(locals).source });
        if (!allowed.ok) return tellLock(locals, allowed);
        const removed = await removePasskey(parts, { accountId: signedIn.account.id, ...params, requestId });
        return removed.ok ? reply(204, undefined) : removed;
      },
    }),
    defineRoute({
      ...COMMON,
      name: 'removeTotp',
      method: 'post',
      path: `${TOTP}/removal`,
      summary: 'Takes the code generator out.',
      body: PasswordAgain,
      responses: { 204: { description: 'Its codes prove nothing any more.' } },
      refusals: { ...CHANGE, 'method-not-enrolled': 409 },
      handler: async ({ body, locals, requestId }) => {
        const signedIn = signedInOf(locals);
        const allowed = await mayChange({ ...body, signedIn, source: browserIn(locals).source });
        if (!allowed.ok) return tellLock(locals, allowed);
        const removed = await removeTotp(parts, { accountId: signedIn.account.id, requestId });
        return removed.ok ? reply(204, undefined) : removed;
      },
    }),
  ];
}

function enrolTotpRoute(parts: AccountParts, mayChange: MayChangeFactors): RouteDefinition {
  return defineRoute({
    ...COMMON,
    name: 'enrolTotp',
    method: 'post',
    path: TOTP,
    summary: 'Makes the secret of a code generator; told once.',
    body: PasswordAgain,
    responses: { 201: { description: 'For the generator.', schema: z.strictObject({ uri: z.string() }) } },
    refusals: { ...CHANGE, 'totp-enrolled': 409 },
    handler: async ({ body, locals }) => {
      const signedIn = signedInOf(locals);
      const allowed = await mayChange({ ...body, signedIn, source: browserIn(locals).source });
      if (!allowed.ok) return tellLock(locals, allowed);
      const enrolled = await enrolTotp(parts, signedIn.account);
      return enrolled.ok ? reply(201, enrolled.value) : enrolled;
    },
  });
}

function confirmTotpRoute(confirm: ConfirmTotp): RouteDefinition {
  return defineRoute({
    ...COMMON,
    name: 'confirmTotp',
    method: 'post',
    path: `${TOTP}/confirmation`,
    summary: 'Takes the first code of a new generator.',
    body: z.strictObject({ code: z.string().regex(/^[0-9]{6}$/) }),
    responses: { 204: { description: 'Its codes prove presence from now on.' } },
    refusals: { 'proof-wrong': 403, 'proof-locked': 429 },
    handler: async ({ body, locals, requestId }) => {
      const { account } = signedInOf(locals);
      const confirmed = await confirm({ account, code: body.code, requestId });
      return confirmed.ok ? reply(204, undefined) : tellLock(locals, confirmed);
    },
  });
}
