import { isSex, type Sex } from '@residence-permit/shared/records';
import * as z from 'zod';
import { APPLICATION_KINDS, EVIDENCE_TYPES } from '../../../../domain/policy/index.ts';
import { DOORS } from '../../../../use-cases/ports/index.ts';
import { EVIDENCE_UPLOAD_MAX_BYTES } from '../../../evidence/examine/evidence-limits.ts';
import { defineRoute, reply, type RouteDefinition } from '../../index.ts';
import {
  Address,
  CaseNumber,
  CaseParams,
  CitizenIdText,
  LanguageWord,
  PersonName,
  SaidFactBody,
  StateWord,
  without,
} from '../bodies.ts';
import { toSignedIn } from '../to-signed-in.ts';
import type { CaseUseCases } from './case-use-cases.ts';
import { addEvidenceRefusals, addFactRefusals, enterRefusals, moveRefusals } from './refusals.ts';

const SexNumber = z
  .int()
  .refine(isSex)
  .transform((sex): Sex => sex);
const Particulars = z.strictObject({
  sex: SexNumber,
  ethnicGroup: z.string().regex(/^\d{2}$/),
  hukouAddress: Address,
  residenceAddress: Address,
  contact: z.string().trim().min(1).max(100).optional(),
});
const ProxyBody = z.strictObject({
  name: PersonName,
  citizenId: CitizenIdText,
  relation: z.enum(['GUARDIAN', 'CLOSE_RELATIVE']),
  ground: z.enum(['UNDER_16', 'ELDERLY', 'DISABLED']),
});
const EnterBody = z.strictObject({
  officeId: z.string().min(1).max(64),
  door: z.enum(DOORS),
  kind: z.enum(APPLICATION_KINDS),
  person: z.strictObject({ citizenId: CitizenIdText, name: PersonName, details: Particulars.optional() }),
  proxy: ProxyBody.optional(),
  facts: z.array(SaidFactBody).max(40).default([]),
  language: LanguageWord.optional(),
  isOwnError: z.boolean().default(false),
});
/** A case that was entered. */
export const Entered = z.strictObject({ applicationId: z.uuid(), number: CaseNumber, personId: z.uuid() });
const Moved = z.strictObject({ applicationId: z.uuid(), state: StateWord });

/** How a case comes in, through whichever door, and goes out again. */
export function entryRoutes(useCases: CaseUseCases): readonly RouteDefinition[] {
  return [
    defineRoute({
      name: 'enterApplication',
      method: 'post',
      path: '/api/v1/applications',
      tag: 'applications',
      summary: 'Opens a case as a draft, at the counter or through the door of a holder, employer or landlord.',
      access: { action: 'application.enter' },
      body: EnterBody,
      responses: { 201: { description: 'Entered.', schema: Entered } },
      refusals: enterRefusals,
      handler: async ({ body, caller, requestId }) => {
        const { person, proxy, facts, language, ...rest } = body;
        const { details, ...named } = person;
        const outcome = await useCases.enterApplication(toSignedIn(caller, requestId), {
          ...rest,
          person: details === undefined ? named : { ...named, details: without(details) },
          facts: facts.map(without),
          ...(proxy === undefined ? {} : { proxy }),
          ...(language === undefined ? {} : { language }),
        });
        return outcome.ok ? reply(201, outcome.value) : outcome;
      },
    }),
    defineRoute({
      name: 'addFact',
      method: 'post',
      path: '/api/v1/applications/:applicationId/facts',
      tag: 'applications',
      summary: 'Writes down what somebody says in a case, and who says it.',
      access: { action: 'application.enter' },
      params: CaseParams,
      body: SaidFactBody,
      responses: { 201: { description: 'Added.', schema: z.strictObject({ factId: z.uuid() }) } },
      refusals: addFactRefusals,
      handler: async ({ params, body, caller, requestId }) => {
        const outcome = await useCases.addFact(toSignedIn(caller, requestId), { ...params, ...without(body) });
        return outcome.ok ? reply(201, { factId: outcome.value.id }) : outcome;
      },
    }),
    defineRoute({
      name: 'addEvidence',
      method: 'post',
      path: '/api/v1/applications/:applicationId/evidence/:type',
      tag: 'applications',
      summary: 'Adds a paper to a case; its content says what it is. A portrait is brought to the size of the chip.',
      access: { action: 'evidence.add' },
      params: CaseParams.extend({ type: z.enum(EVIDENCE_TYPES) }),
      upload: { types: ['application/pdf', 'image/jpeg', 'image/png'], maxBytes: EVIDENCE_UPLOAD_MAX_BYTES },
      responses: {
        201: {
          description: 'Added.',
          schema: z.strictObject({ evidenceId: z.uuid(), chipPortraitId: z.uuid().optional() }),
        },
      },
      refusals: addEvidenceRefusals,
      handler: async ({ params, upload, caller, requestId }) => {
        const input = { ...params, content: upload.bytes };
        const outcome = await useCases.addEvidence(toSignedIn(caller, requestId), input);
        return outcome.ok ? reply(201, outcome.value) : outcome;
      },
    }),
    defineRoute({
      name: 'submitApplication',
      method: 'post',
      path: '/api/v1/applications/:applicationId/submission',
      tag: 'applications',
      summary: 'Hands a draft in, or a case again whose missing papers were brought.',
      access: { action: 'application.enter' },
      params: CaseParams,
      responses: { 200: { description: 'Handed in.', schema: Moved } },
      refusals: moveRefusals,
      handler: async ({ params, caller, requestId }) => {
        const outcome = await useCases.submitApplication(toSignedIn(caller, requestId), params);
        return outcome.ok ? reply(200, { ...params, state: outcome.value.state }) : outcome;
      },
    }),
    defineRoute({
      name: 'withdrawApplication',
      method: 'post',
      path: '/api/v1/applications/:applicationId/withdrawal',
      tag: 'applications',
      summary: 'Takes a case back, until its card is being made.',
      access: { action: 'application.withdraw' },
      params: CaseParams,
      responses: { 200: { description: 'Withdrawn.', schema: Moved } },
      refusals: moveRefusals,
      handler: async ({ params, caller, requestId }) => {
        const outcome = await useCases.withdrawApplication(toSignedIn(caller, requestId), params);
        return outcome.ok ? reply(200, { ...params, state: outcome.value.state }) : outcome;
      },
    }),
  ];
}
