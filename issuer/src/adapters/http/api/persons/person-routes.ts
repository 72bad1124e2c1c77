import * as z from 'zod';
import type { PersonQuery } from '../../../../use-cases/ports/index.ts';
import { defineRoute, reply, type RouteDefinition } from '../../index.ts';
import { LanguageWord, Words } from '../bodies.ts';
import { toSignedIn } from '../to-signed-in.ts';
import { ApplicationView, PermitView, PersonView, toApplicationView, toPermitView } from '../views.ts';
import { ownRoutes } from './own-routes.ts';
import type { PersonUseCases } from './person-use-cases.ts';
import { personRefusals, sealRefusals, searchRefusals } from './refusals.ts';

export const PersonParams = z.strictObject({ personId: z.uuid() });

/** Persons that a search found. */
export const HitsView = z.strictObject({
  hits: z.array(
    z.strictObject({
      personId: z.uuid(),
      officeId: z.string(),
      isSealed: z.boolean(),
      name: z.string().optional(),
      birthDate: z.iso.date().optional(),
    }),
  ),
});
/** One of the three; a query in the body never stands in a log or a browser's history. */
const SearchBody = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('citizen-id'), citizenId: z.string().min(18).max(40) }),
  z.strictObject({ kind: z.literal('name'), prefix: z.string().trim().min(1).max(100) }),
  z.strictObject({ kind: z.literal('pinyin'), prefix: z.string().trim().min(1).max(100) }),
]);

/** Finding and reading persons: two rights. */
export function personRoutes(useCases: PersonUseCases): readonly RouteDefinition[] {
  return [
    defineRoute({
      name: 'searchPersons',
      method: 'post',
      path: '/api/v1/persons/search',
      idempotency: 'none',
      tag: 'persons',
      summary: 'Finds persons by ID number, by the beginning of the name, or of its pinyin. Every hit is a look.',
      access: { action: 'person.search', purpose: 'stated' },
      body: SearchBody,
      responses: { 200: { description: 'At most 20.', schema: HitsView } },
      refusals: searchRefusals,
      handler: async ({ body, caller, requestId }) => {
        const query: PersonQuery = body;
        const outcome = await useCases.searchPersons(toSignedIn(caller, requestId), query);
        return outcome.ok ? reply(200, { hits: outcome.value }) : outcome;
      },
    }),
    defineRoute({
      name: 'readPerson',
      method: 'get',
      path: '/api/v1/persons/:personId',
      tag: 'persons',
      summary: 'Opens a person’s record. The look is written down, and the person sees it.',
      access: { action: 'person.read', purpose: 'stated' },
      params: PersonParams,
      responses: {
        200: {
          description: 'The record.',
          schema: z.strictObject({
            person: PersonView,
            applications: z.array(ApplicationView),
            permit: PermitView.optional(),
          }),
        },
      },
      refusals: personRefusals,
      handler: async ({ params, caller, requestId }) => {
        const outcome = await useCases.readPerson(toSignedIn(caller, requestId), params);
        if (!outcome.ok) return outcome;
        const { permit, applications, ...rest } = outcome.value;
        const views = { applications: applications.map(toApplicationView) };
        return reply(200, { ...rest, ...views, ...(permit === undefined ? {} : { permit: toPermitView(permit) }) });
      },
    }),
    defineRoute({
      name: 'sealRecord',
      method: 'put',
      path: '/api/v1/persons/:personId/seal',
      tag: 'persons',
      summary: 'Seals a record, so that an extra right and a reason are needed to read it, or opens it again.',
      access: { action: 'record.seal' },
      params: PersonParams,
      body: z.strictObject({ isSealed: z.boolean(), why: Words }),
      responses: { 200: { description: 'So it is.', schema: z.strictObject({ isSealed: z.boolean() }) } },
      refusals: sealRefusals,
      handler: async ({ params, body, caller, requestId }) => {
        const outcome = await useCases.sealRecord(toSignedIn(caller, requestId), { ...params, ...body });
        return outcome.ok ? reply(200, outcome.value) : outcome;
      },
    }),
    defineRoute({
      name: 'chooseLanguage',
      method: 'put',
      path: '/api/v1/persons/:personId/language',
      tag: 'persons',
      summary:
        'Says in which language somebody is written to: by themselves, or by the office that keeps their record.',
      access: 'signed-in',
      params: PersonParams,
      body: z.strictObject({ language: LanguageWord }),
      responses: { 200: { description: 'So it is.', schema: z.strictObject({ language: LanguageWord }) } },
      refusals: personRefusals,
      handler: async ({ params, body, caller, requestId }) => {
        const outcome = await useCases.chooseLanguage(toSignedIn(caller, requestId), { ...params, ...body });
        return outcome.ok ? reply(200, outcome.value) : outcome;
      },
    }),
    ...ownRoutes(useCases),
  ];
}
