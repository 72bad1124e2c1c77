import { ENTITLEMENT_GROUPS, USE_MODELS } from '@residence-permit/shared/entitlements';
import * as z from 'zod';
import {
  MAX_CATALOGUE_ENTRIES,
  type makeListCatalogueProposals,
  type makeProposeCatalogue,
  type makePublishCatalogue,
  type makeReadCatalogue,
  type ProposeCatalogueRefusal,
  type PublishCatalogueRefusal,
} from '../../../../use-cases/catalogue/index.ts';
import { TOLD_OF } from '../../../../use-cases/ports/index.ts';
import { defineRoute, type RefusalStatus, reply, type RouteDefinition } from '../../index.ts';
import { rightRefusals } from '../applications/refusals.ts';
import { Instant, without } from '../bodies.ts';
import { toSignedIn } from '../to-signed-in.ts';

/** What the routes of the catalogue call. */
export type CatalogueUseCases = {
  readonly listCatalogueProposals: ReturnType<typeof makeListCatalogueProposals>;
  readonly proposeCatalogue: ReturnType<typeof makeProposeCatalogue>;
  readonly publishCatalogue: ReturnType<typeof makePublishCatalogue>;
  readonly readCatalogue: ReturnType<typeof makeReadCatalogue>;
};

const Title = z.string().min(1).max(120);
const Entry = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,32}$/),
  dataGroup: z.literal(ENTITLEMENT_GROUPS),
  grantor: z.string().regex(/^[a-z0-9-]{1,16}$/),
  titles: z.strictObject({ zh: Title, en: Title }),
  model: z.enum(USE_MODELS),
  survivesSuspension: z.boolean(),
  stalenessBudget: z.int().min(1),
  isOpen: z.boolean(),
  isOnCard: z.boolean(),
  tells: z.enum(TOLD_OF).optional(),
});
export const CatalogueView = z.strictObject({
  version: z.int(),
  publishedAt: Instant.optional(),
  entries: z.array(Entry),
});
export const CatalogueProposalsView = z.strictObject({
  proposals: z.array(
    z.strictObject({ proposalId: z.uuid(), proposedBy: z.uuid(), proposedAt: Instant, entries: z.array(Entry) }),
  ),
});

const proposeRefusals = {
  ...rightRefusals,
  'too-many-kinds': 422,
  'kind-twice': 422,
  'kind-malformed': 422,
  'kind-left-out': 422,
  'kind-changed': 422,
  'tells-too-much': 422,
} as const satisfies Record<ProposeCatalogueRefusal, RefusalStatus>;
const publishRefusals = {
  ...proposeRefusals,
  'proposal-unknown': 404,
  'already-published': 409,
} as const satisfies Record<PublishCatalogueRefusal, RefusalStatus>;

/** The published catalogue of entitlements. Residence permit rules art. 14: holders are told what they get. */
export function catalogueRoutes(useCases: CatalogueUseCases): readonly RouteDefinition[] {
  return [
    defineRoute({
      name: 'readCatalogue',
      method: 'get',
      path: '/api/v1/catalogue',
      tag: 'catalogue',
      summary: 'The catalogue of entitlements in force, or the version that is named.',
      access: 'public',
      query: z.strictObject({ version: z.coerce.number().int().min(0).optional() }),
      responses: { 200: { description: 'As published.', schema: CatalogueView } },
      refusals: { 'version-unknown': 404 },
      handler: async ({ query }) => {
        const outcome = await useCases.readCatalogue(without(query));
        return outcome.ok ? reply(200, outcome.value) : outcome;
      },
    }),
    defineRoute({
      name: 'listCatalogueProposals',
      method: 'get',
      path: '/api/v1/catalogue/proposals',
      tag: 'catalogue',
      summary: 'Catalogues that wait for a second person, the newest first, at most twenty.',
      access: { action: 'policy.publish' },
      responses: { 200: { description: 'Proposals.', schema: CatalogueProposalsView } },
      refusals: rightRefusals,
      handler: async ({ caller, requestId }) => {
        const outcome = await useCases.listCatalogueProposals(toSignedIn(caller, requestId));
        if (!outcome.ok) return outcome;
        const proposals = outcome.value.map(({ id: proposalId, proposedBy, proposedAt, entries }) => ({
          proposalId,
          proposedBy,
          proposedAt,
          entries: [...entries],
        }));
        return reply(200, { proposals });
      },
    }),
    defineRoute({
      name: 'proposeCatalogue',
      method: 'post',
      path: '/api/v1/catalogue/proposals',
      tag: 'catalogue',
      summary: 'Puts a catalogue up for a second person.',
      access: { action: 'policy.publish' },
      body: z.strictObject({ entries: z.array(Entry).min(1).max(MAX_CATALOGUE_ENTRIES) }),
      responses: { 201: { description: 'Proposed.', schema: z.strictObject({ proposalId: z.uuid() }) } },
      refusals: proposeRefusals,
      handler: async ({ body, caller, requestId }) => {
        const input = { entries: body.entries.map(without) };
        const outcome = await useCases.proposeCatalogue(toSignedIn(caller, requestId), input);
        return outcome.ok ? reply(201, { proposalId: outcome.value.id }) : outcome;
      },
    }),
    defineRoute({
      name: 'publishCatalogue',
      method: 'post',
      path: '/api/v1/catalogue/proposals/:proposalId/publication',
      tag: 'catalogue',
      summary: 'Publishes a proposed catalogue, by another person than its proposer.',
      access: { action: 'policy.publish' },
      params: z.strictObject({ proposalId: z.uuid() }),
      responses: { 201: { description: 'Published.', schema: z.strictObject({ version: z.int() }) } },
      refusals: publishRefusals,
      handler: async ({ params, caller, requestId }) => {
        const outcome = await useCases.publishCatalogue(toSignedIn(caller, requestId), params);
        return outcome.ok ? reply(201, { version: outcome.value.version }) : outcome;
      },
    }),
  ];
}
