import * as z from 'zod';
import { EVIDENCE_TYPES } from '../../../../domain/policy/index.ts';
import type { Registration } from '../../../../use-cases/ports/index.ts';
import { EVIDENCE_UPLOAD_MAX_BYTES } from '../../../evidence/examine/evidence-limits.ts';
import { defineRoute, reply, type RouteDefinition } from '../../index.ts';
import { Address, DayText, SpeakerWord, StateWord, without, Words } from '../bodies.ts';
import { personRefusals } from '../persons/refusals.ts';
import { toSignedIn } from '../to-signed-in.ts';
import { RegistrationView, toRegistrationView } from '../views.ts';
import { changeAddressRefusals, declareRefusals, endRefusals, stayPaperRefusals, verifyRefusals } from './refusals.ts';
import type { RegistrationUseCases } from './registration-use-cases.ts';

const PersonParams = z.strictObject({ personId: z.uuid() });
const RegistrationParams = z.strictObject({ registrationId: z.uuid() });
const StayBody = z.strictObject({
  address: Address,
  from: DayText,
  source: SpeakerWord,
  evidenceId: z.uuid().optional(),
});
const Declared = z.strictObject({ registrationId: z.uuid(), dueOn: z.iso.date(), late: z.boolean() });
const Moved = z.strictObject({ registrationId: z.uuid(), state: StateWord });
const moved = ({ id: registrationId, state }: Registration) => reply(200, { registrationId, state });

/** Stays of a person: declared, verified by another officer, ended. */
export function registrationRoutes(useCases: RegistrationUseCases): readonly RouteDefinition[] {
  return [
    defineRoute({
      name: 'declareRegistration',
      method: 'post',
      path: '/api/v1/persons/:personId/registrations',
      tag: 'registrations',
      summary: 'Writes down a stay as somebody declares it.',
      access: { action: 'registration.enter' },
      params: PersonParams,
      body: StayBody.extend({ through: DayText.optional() }),
      responses: { 201: { description: 'Declared.', schema: Declared } },
      refusals: declareRefusals,
      handler: async ({ params, body, caller, requestId }) => {
        const by = toSignedIn(caller, requestId);
        const outcome = await useCases.declareRegistration(by, { ...params, ...without(body) });
        return outcome.ok ? reply(201, outcome.value) : outcome;
      },
    }),
    defineRoute({
      name: 'changeAddress',
      method: 'post',
      path: '/api/v1/persons/:personId/address-change',
      tag: 'registrations',
      summary: 'The person moved: the old stay ends the day before, and the new one is declared.',
      access: { action: 'registration.enter' },
      params: PersonParams,
      body: StayBody,
      responses: { 201: { description: 'Changed.', schema: Declared } },
      refusals: changeAddressRefusals,
      handler: async ({ params, body, caller, requestId }) => {
        const by = toSignedIn(caller, requestId);
        const outcome = await useCases.changeAddress(by, { ...params, ...without(body) });
        return outcome.ok ? reply(201, outcome.value) : outcome;
      },
    }),
    defineRoute({
      name: 'addStayPaper',
      method: 'post',
      path: '/api/v1/persons/:personId/evidence/:type',
      tag: 'registrations',
      summary: 'Adds a paper that shows a stay, apart from any case.',
      access: { action: 'registration.enter' },
      params: PersonParams.extend({ type: z.enum(EVIDENCE_TYPES) }),
      upload: { types: ['application/pdf', 'image/jpeg', 'image/png'], maxBytes: EVIDENCE_UPLOAD_MAX_BYTES },
      responses: { 201: { description: 'Added.', schema: z.strictObject({ evidenceId: z.uuid() }) } },
      refusals: stayPaperRefusals,
      handler: async ({ params, upload, caller, requestId }) => {
        const input = { ...params, content: upload.bytes };
        const outcome = await useCases.addStayPaper(toSignedIn(caller, requestId), input);
        return outcome.ok ? reply(201, outcome.value) : outcome;
      },
    }),
    defineRoute({
      name: 'listRegistrations',
      method: 'get',
      path: '/api/v1/persons/:personId/registrations',
      tag: 'registrations',
      summary: 'A person’s stays, and the months of residence that they amount to. The look is written down.',
      access: { action: 'registration.read', purpose: 'stated' },
      params: PersonParams,
      responses: {
        200: {
          description: 'Stays.',
          schema: z.strictObject({ registrations: z.array(RegistrationView), months: z.int() }),
        },
      },
      refusals: personRefusals,
      handler: async ({ params, caller, requestId }) => {
        const outcome = await useCases.listRegistrations(toSignedIn(caller, requestId), params);
        if (!outcome.ok) return outcome;
        const { registrations, months } = outcome.value;
        return reply(200, { months, registrations: registrations.map(toRegistrationView) });
      },
    }),
    defineRoute({
      name: 'verifyRegistration',
      method: 'post',
      path: '/api/v1/registrations/:registrationId/verification',
      tag: 'registrations',
      summary: 'Another officer has seen the paper of a stay: it counts from now on.',
      access: { action: 'registration.verify' },
      params: RegistrationParams,
      body: z.strictObject({ evidenceId: z.uuid().optional() }),
      responses: { 200: { description: 'Verified.', schema: Moved } },
      refusals: verifyRefusals,
      handler: async ({ params, body, caller, requestId }) => {
        const by = toSignedIn(caller, requestId);
        const outcome = await useCases.verifyRegistration(by, { ...params, ...without(body) });
        return outcome.ok ? moved(outcome.value) : outcome;
      },
    }),
    defineRoute({
      name: 'rejectRegistration',
      method: 'post',
      path: '/api/v1/registrations/:registrationId/rejection',
      tag: 'registrations',
      summary: 'What was declared is not so.',
      access: { action: 'registration.verify' },
      params: RegistrationParams,
      body: z.strictObject({ reason: Words }),
      responses: { 200: { description: 'Rejected.', schema: Moved } },
      refusals: verifyRefusals,
      handler: async ({ params, body, caller, requestId }) => {
        const outcome = await useCases.rejectRegistration(toSignedIn(caller, requestId), { ...params, ...body });
        return outcome.ok ? moved(outcome.value) : outcome;
      },
    }),
    defineRoute({
      name: 'endRegistration',
      method: 'post',
      path: '/api/v1/registrations/:registrationId/end',
      tag: 'registrations',
      summary: 'The person left.',
      access: { action: 'registration.enter' },
      params: RegistrationParams,
      body: z.strictObject({ through: DayText }),
      responses: { 200: { description: 'Ended.', schema: Moved } },
      refusals: endRefusals,
      handler: async ({ params, body, caller, requestId }) => {
        const outcome = await useCases.endRegistration(toSignedIn(caller, requestId), { ...params, ...body });
        return outcome.ok ? moved(outcome.value) : outcome;
      },
    }),
  ];
}
