import * as z from 'zod';
import { defineRoute, reply, type RouteDefinition } from '../../index.ts';
import { CaseNumber, CaseParams, Reason, StateWord, Words, without } from '../bodies.ts';
import { toSignedIn } from '../to-signed-in.ts';
import type { CaseUseCases } from './case-use-cases.ts';
import {
  acceptRefusals,
  decideRefusals,
  duplicateRefusals,
  extendRefusals,
  releaseRefusals,
  supplementRefusals,
  takeRefusals,
} from './refusals.ts';

const RuleId = z.string().regex(/^[a-z]+(-[a-z]+)*$/);
const Notice = z.strictObject({
  dueOn: z.iso.date(),
  missing: z.array(z.strictObject({ rule: RuleId, anyOf: z.array(StateWord) })),
});
const Accepted = z.strictObject({
  applicationId: z.uuid(),
  number: CaseNumber,
  acceptedOn: z.iso.date(),
  dueOn: z.iso.date(),
  overlooked: z.array(RuleId),
});
const Taken = z.strictObject({ applicationId: z.uuid(), state: StateWord });
const ServiceClassNumber = z.union([z.literal(1), z.literal(2), z.literal(3)]);
const DecisionBody = z.strictObject({
  outcome: z.enum(['APPROVED', 'REFUSED']),
  reasons: z.array(Reason).max(20),
  serviceClass: ServiceClassNumber.optional(),
});
const ExtensionBody = z.strictObject({ days: z.int().min(1).max(30), ground: z.string().regex(/^[A-Z][A-Z_]*$/) });

/** What the office does with a case, from its papers to its decision. */
export function officeRoutes(useCases: CaseUseCases): readonly RouteDefinition[] {
  return [
    defineRoute({
      name: 'requestSupplement',
      method: 'post',
      path: '/api/v1/applications/:applicationId/supplement',
      tag: 'applications',
      summary: 'Tells everything that is missing, once.',
      access: { action: 'application.supplement' },
      params: CaseParams,
      responses: { 201: { description: 'Told.', schema: Notice } },
      refusals: supplementRefusals,
      handler: async ({ params, caller, requestId }) => {
        const outcome = await useCases.requestSupplement(toSignedIn(caller, requestId), params);
        if (!outcome.ok) return outcome;
        const { dueOn, missing } = outcome.value;
        return reply(201, { dueOn, missing: missing.map(({ rule, anyOf }) => ({ rule, anyOf })) });
      },
    }),
    defineRoute({
      name: 'acceptApplication',
      method: 'post',
      path: '/api/v1/applications/:applicationId/acceptance',
      tag: 'applications',
      summary: 'Accepts a case: the clock begins to run against the office.',
      access: { action: 'application.accept' },
      params: CaseParams,
      responses: { 201: { description: 'Accepted.', schema: Accepted } },
      refusals: acceptRefusals,
      handler: async ({ params, caller, requestId }) => {
        const outcome = await useCases.acceptApplication(toSignedIn(caller, requestId), params);
        if (!outcome.ok) return outcome;
        const { kind: _, ...accepted } = outcome.value;
        return reply(201, accepted);
      },
    }),
    defineRoute({
      name: 'extendDeadline',
      method: 'post',
      path: '/api/v1/applications/:applicationId/extension',
      tag: 'applications',
      summary: 'Gives a case more days, at most 30 in all, on a stated ground.',
      access: { action: 'application.extend' },
      params: CaseParams,
      body: ExtensionBody,
      responses: { 201: { description: 'Extended.', schema: z.strictObject({ dueOn: z.iso.date() }) } },
      refusals: extendRefusals,
      handler: async ({ params, body, caller, requestId }) => {
        const outcome = await useCases.extendDeadline(toSignedIn(caller, requestId), { ...params, ...body });
        return outcome.ok ? reply(201, outcome.value) : outcome;
      },
    }),
    defineRoute({
      name: 'takeCase',
      method: 'put',
      path: '/api/v1/applications/:applicationId/lock',
      tag: 'applications',
      summary: 'Takes a case on one’s desk; the first to take an accepted one begins its review.',
      access: { action: 'application.read', purpose: 'stated' },
      params: CaseParams,
      responses: { 200: { description: 'Taken.', schema: Taken } },
      refusals: takeRefusals,
      handler: async ({ params, caller, requestId }) => {
        const outcome = await useCases.takeCase(toSignedIn(caller, requestId), params);
        return outcome.ok ? reply(200, { ...params, state: outcome.value.state }) : outcome;
      },
    }),
    defineRoute({
      name: 'releaseCase',
      method: 'delete',
      path: '/api/v1/applications/:applicationId/lock',
      tag: 'applications',
      summary: 'Puts a case back from one’s desk.',
      access: { action: 'application.read', purpose: 'stated' },
      params: CaseParams,
      responses: { 200: { description: 'Put back.', schema: Taken } },
      refusals: releaseRefusals,
      handler: async ({ params, caller, requestId }) => {
        const outcome = await useCases.releaseCase(toSignedIn(caller, requestId), params);
        return outcome.ok ? reply(200, { ...params, state: outcome.value.state }) : outcome;
      },
    }),
    defineRoute({
      name: 'decideApplication',
      method: 'post',
      path: '/api/v1/applications/:applicationId/decision',
      tag: 'applications',
      summary: 'Decides a case: by another person than who entered or accepted it, with reasons and clauses.',
      access: { action: 'application.decide' },
      params: CaseParams,
      body: DecisionBody,
      responses: { 201: { description: 'Decided.', schema: z.strictObject({ decisionId: z.uuid() }) } },
      refusals: decideRefusals,
      handler: async ({ params, body, caller, requestId }) => {
        const by = toSignedIn(caller, requestId);
        const outcome = await useCases.decideApplication(by, { ...params, ...without(body) });
        return outcome.ok ? reply(201, { decisionId: outcome.value.id }) : outcome;
      },
    }),
    defineRoute({
      name: 'decideDuplicate',
      method: 'post',
      path: '/api/v1/applications/:applicationId/duplicates/:candidateId/decision',
      tag: 'applications',
      summary: 'A person says whether two persons of the register are one, and why.',
      access: { action: 'duplicate.decide' },
      params: CaseParams.extend({ candidateId: z.uuid() }),
      body: z.strictObject({ outcome: z.enum(['SAME', 'DIFFERENT']), reason: Words }),
      responses: { 201: { description: 'Decided.', schema: z.strictObject({ candidateId: z.uuid() }) } },
      refusals: duplicateRefusals,
      handler: async ({ params, body, caller, requestId }) => {
        const outcome = await useCases.decideDuplicate(toSignedIn(caller, requestId), { ...params, ...body });
        return outcome.ok ? reply(201, { candidateId: outcome.value.id }) : outcome;
      },
    }),
  ];
}
