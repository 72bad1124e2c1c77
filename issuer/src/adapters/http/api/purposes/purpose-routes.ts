import { ANSWER_IDS } from '@residence-permit/shared/purposes';
import * as z from 'zod';
import {
  type makeListPurposeProposals,
  type makeProposePurposes,
  type makePublishPurposes,
  type makeReadPurposes,
  MAX_TERMINAL_PURPOSES,
  type ProposePurposesRefusal,
  type PublishPurposesRefusal,
} from '../../../../use-cases/purposes/index.ts';
import { defineRoute, type RefusalStatus, reply, type RouteDefinition } from '../../index.ts';
import { PurposeHeader } from '../../purpose-header.ts';
import { rightRefusals } from '../applications/refusals.ts';
import { Instant, without } from '../bodies.ts';
import { toSignedIn } from '../to-signed-in.ts';

/** What the routes of purposes call. */
export type PurposeUseCases = {
  readonly listPurposeProposals: ReturnType<typeof makeListPurposeProposals>;
  readonly proposePurposes: ReturnType<typeof makeProposePurposes>;
  readonly publishPurposes: ReturnType<typeof makePublishPurposes>;
  readonly readPurposes: ReturnType<typeof makeReadPurposes>;
};

const Title = z.string().min(1).max(160);
const Titles = z.strictObject({ zh: Title, en: Title });
const OfficePurpose = z.strictObject({ id: PurposeHeader, titles: Titles, caseNumber: z.boolean() });
const TerminalPurpose = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,32}$/),
  titles: Titles,
  fields: z.array(z.int().min(2).max(21)).max(20),
  asks: z.array(z.enum(ANSWER_IDS)).min(1).max(ANSWER_IDS.length),
  kind: z
    .string()
    .regex(/^[a-z0-9-]{1,32}$/)
    .optional(),
});
const Entries = {
  office: z.array(OfficePurpose).max(100),
  terminal: z.array(TerminalPurpose).max(MAX_TERMINAL_PURPOSES),
} as const;
export const PurposesView = z.strictObject({ version: z.int(), publishedAt: Instant.optional(), ...Entries });
export const PurposeProposalsView = z.strictObject({
  proposals: z.array(z.strictObject({ proposalId: z.uuid(), proposedBy: z.uuid(), proposedAt: Instant, ...Entries })),
});

const proposeRefusals = {
  ...rightRefusals,
  'too-many-purposes': 422,
  'purpose-twice': 422,
  'purpose-malformed': 422,
  'purpose-left-out': 422,
  'purpose-not-in-rights': 422,
  'kind-unknown': 422,
} as const satisfies Record<ProposePurposesRefusal, RefusalStatus>;
const publishRefusals = {
  ...proposeRefusals,
  'proposal-unknown': 404,
  'already-published': 409,
} as const satisfies Record<PublishPurposesRefusal, RefusalStatus>;

/** The published purposes. PIPL arts. 7 and 17: everybody can read what data of people is seen for. */
export function purposeRoutes(useCases: PurposeUseCases): readonly RouteDefinition[] {
  return [
    defineRoute({
      name: 'readPurposes',
      method: 'get',
      path: '/api/v1/purposes',
      tag: 'purposes',
      summary: 'What officers open records for and terminals read cards for: in force, or the version that is named.',
      access: 'public',
      query: z.strictObject({ version: z.coerce.number().int().min(0).optional() }),
      responses: { 200: { description: 'As published.', schema: PurposesView } },
      refusals: { 'version-unknown': 404 },
      handler: async ({ query }) => {
        const outcome = await useCases.readPurposes(without(query));
        return outcome.ok ? reply(200, outcome.value) : outcome;
      },
    }),
    defineRoute({
      name: 'listPurposeProposals',
      method: 'get',
      path: '/api/v1/purposes/proposals',
      tag: 'purposes',
      summary: 'Purposes that wait for a second person, the newest first, at most twenty.',
      access: { action: 'policy.publish' },
      responses: { 200: { description: 'Proposals.', schema: PurposeProposalsView } },
      refusals: rightRefusals,
      handler: async ({ caller, requestId }) => {
        const outcome = await useCases.listPurposeProposals(toSignedIn(caller, requestId));
        if (!outcome.ok) return outcome;
        const proposals = outcome.value.map(({ id: proposalId, proposedBy, proposedAt, office, terminal }) => ({
          proposalId,
          proposedBy,
          proposedAt,
          office: [...office],
          terminal: [...terminal],
        }));
        return reply(200, { proposals });
      },
    }),
    defineRoute({
      name: 'proposePurposes',
      method: 'post',
      path: '/api/v1/purposes/proposals',
      tag: 'purposes',
      summary: 'Puts purposes up for a second person.',
      access: { action: 'policy.publish' },
      body: z.strictObject(Entries),
      responses: { 201: { description: 'Proposed.', schema: z.strictObject({ proposalId: z.uuid() }) } },
      refusals: proposeRefusals,
      handler: async ({ body, caller, requestId }) => {
        const input = { office: body.office, terminal: body.terminal.map(without) };
        const outcome = await useCases.proposePurposes(toSignedIn(caller, requestId), input);
        return outcome.ok ? reply(201, { proposalId: outcome.value.id }) : outcome;
      },
    }),
    defineRoute({
      name: 'publishPurposes',
      method: 'post',
      path: '/api/v1/purposes/proposals/:proposalId/publication',
      tag: 'purposes',
      summary: 'Publishes proposed purposes, by another person than their proposer.',
      access: { action: 'policy.publish' },
      params: z.strictObject({ proposalId: z.uuid() }),
      responses: { 201: { description: 'Published.', schema: z.strictObject({ version: z.int() }) } },
      refusals: publishRefusals,
      handler: async ({ params, caller, requestId }) => {
        const outcome = await useCases.publishPurposes(toSignedIn(caller, requestId), params);
        return outcome.ok ? reply(201, { version: outcome.value.version }) : outcome;
      },
    }),
  ];
}
