import * as z from 'zod';
import { defineRoute, reply, type RouteDefinition } from '../../http/index.ts';
import type { AccountParts } from '../account-parts.ts';
import { SentPassword } from '../passwords/password.ts';
import { askPasskey } from '../proofs/passkeys.ts';
import type { ProvePresence } from '../proofs/prove-presence.ts';
import { browserIn, signedInOf, tellLock } from './locals.ts';
import type { FreshProof, SignedIn } from '../visits/signed-in.ts';
import { AskedBody, AuthenticationBody } from './passkey-bodies.ts';
import { ProofBody, proofBodyOf, StepUpClassName } from './session-body.ts';

const COMMON = { tag: 'session', idempotency: 'none', access: 'signed-in' } as const;

const ProofSent = z.discriminatedUnion('method', [
  z.strictObject({ method: z.literal('passkey'), challengeId: z.uuid(), response: AuthenticationBody }),
  z.strictObject({ method: z.literal('totp'), code: z.string().regex(/^[0-9]{6}$/) }),
  z.strictObject({ method: z.literal('password'), password: SentPassword }),
]);

/** Proving presence before deciding, signing, revoking and managing. */
export function proofRoutes(parts: AccountParts, provePresence: ProvePresence): readonly RouteDefinition[] {
  return [
    defineRoute({
      ...COMMON,
      name: 'askPasskeyForStepUp',
      method: 'post',
      path: '/api/v1/session/step-up/options',
      summary: 'Asks for a passkey that is to prove presence for one class of acts.',
      body: z.strictObject({ class: StepUpClassName }),
      responses: { 200: { description: 'The question.', schema: AskedBody } },
      refusals: { 'method-not-enrolled': 409 },
      handler: async ({ body, locals }) => {
        const { account, visit } = signedInOf(locals);
        const asked = await askPasskey(parts, { account, visitId: visit.visitId }, `STEP_UP_${body.class}`);
        return asked.ok ? reply(200, { ...asked.value, options: { ...asked.value.options } }) : asked;
      },
    }),
    defineRoute({
      ...COMMON,
      name: 'stepUp',
      method: 'post',
      path: '/api/v1/session/step-up',
      summary: 'Proves presence for one class of acts, for some minutes. Retry-After tells when a lock ends.',
      body: z.strictObject({ class: StepUpClassName, proof: ProofSent }),
      responses: { 200: { description: 'Until when the proof counts.', schema: ProofBody } },
      refusals: { 'proof-wrong': 403, 'method-not-allowed': 403, 'proof-locked': 429 },
      handler: async ({ body, locals }) => {
        const { source } = browserIn(locals);
        const signedIn = signedInOf(locals);
        const proved = await provePresence({ ...body, signedIn, source });
        if (!proved.ok) return tellLock(locals, proved);
        // A page goes on in the same request with what the proof was asked for.
        locals.signedIn = withProof(signedIn, proved.value);
        return reply(200, proofBodyOf(proved.value));
      },
    }),
  ];
}

function withProof(signedIn: SignedIn, proof: FreshProof): SignedIn {
  const { proofs, subject } = signedIn;
  const others = proofs.filter((one) => one.class !== proof.class);
  const stepUps = [...new Set([...subject.stepUps, proof.class])];
  return { ...signedIn, proofs: [...others, proof], subject: { ...subject, stepUps } };
}
