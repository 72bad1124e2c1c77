import * as z from 'zod';
import type {
  makeApproveMerge,
  makeApproveUndo,
  makePreviewMerge,
  makeListMerges,
  makeRequestMerge,
  makeRequestUndo,
} from '../../../../use-cases/persons/index.ts';
import type { ListedMerge } from '../../../../use-cases/ports/index.ts';
import { defineRoute, reply, type RouteDefinition } from '../../route/index.ts';
import { rightRefusals } from '../applications/refusals.ts';
import { CaseNumber, Instant, Words } from '../bodies.ts';
import { toSignedIn } from '../to-signed-in.ts';
import {
  approveMergeRefusals,
  approveUndoRefusals,
  previewMergeRefusals,
  requestMergeRefusals,
  requestUndoRefusals,
} from './refusals.ts';

const SurvivorParams = z.strictObject({ personId: z.uuid() });
const PairParams = z.strictObject({ personId: z.uuid(), mergedId: z.uuid() });
const StandingView = z.strictObject({
  permitNumber: z.string().optional(),
  liveCard: z.string().optional(),
  cardInProduction: z.string().optional(),
  openCases: z.array(CaseNumber),
  hasOpenStay: z.boolean(),
  isErasureRequested: z.boolean(),
});
const Count = z.int().min(0);
export const PreviewView = z.strictObject({
  survivor: StandingView,
  merged: StandingView,
  moves: z.strictObject({
    registrations: Count,
    applications: Count,
    permits: Count,
    cards: Count,
    papers: Count,
    reports: Count,
  }),
  /** What both have and one person cannot: one of the two is ended first. */
  obstacles: z.array(z.string()),
});
export const MergesView = z.strictObject({
  merges: z.array(
    z.strictObject({
      mergeId: z.uuid(),
      personId: z.uuid(),
      mergedId: z.uuid(),
      reason: z.string(),
      requestedBy: z.uuid(),
      approvedAt: Instant,
      undo: z.strictObject({ reason: z.string(), requestedBy: z.uuid(), requestedAt: Instant }).optional(),
    }),
  ),
});
const Merge = z.strictObject({ mergeId: z.uuid() });
const Undo = z.strictObject({ undoId: z.uuid() });

/** What the routes of merging call. */
export type MergeUseCases = {
  readonly previewMerge: ReturnType<typeof makePreviewMerge>;
  readonly requestMerge: ReturnType<typeof makeRequestMerge>;
  readonly approveMerge: ReturnType<typeof makeApproveMerge>;
  readonly listMerges: ReturnType<typeof makeListMerges>;
  readonly requestUndo: ReturnType<typeof makeRequestUndo>;
  readonly approveUndo: ReturnType<typeof makeApproveUndo>;
};

/** Making one of two records that a person called the same, and two again: asked by one officer, approved by another. */
export function mergeRoutes(useCases: MergeUseCases): readonly RouteDefinition[] {
  return [
    defineRoute({
      name: 'previewMerge',
      method: 'get',
      path: '/api/v1/persons/:personId/merges/:mergedId',
      tag: 'persons',
      summary: 'What would go from the second record to the first, and what stands in the way.',
      access: { action: 'person.merge' },
      params: PairParams,
      responses: { 200: { description: 'The preview.', schema: PreviewView } },
      refusals: previewMergeRefusals,
      handler: async ({ params, caller, requestId }) => {
        const outcome = await useCases.previewMerge(toSignedIn(caller, requestId), params);
        return outcome.ok ? reply(200, outcome.value) : outcome;
      },
    }),
    defineRoute({
      name: 'requestMerge',
      method: 'post',
      path: '/api/v1/persons/:personId/merges',
      tag: 'persons',
      summary: 'Asks that another record be merged into this one.',
      access: { action: 'person.merge' },
      params: SurvivorParams,
      body: z.strictObject({ mergedId: z.uuid(), reason: Words }),
      responses: { 201: { description: 'Asked for; another officer approves.', schema: Merge } },
      refusals: requestMergeRefusals,
      handler: async ({ params, body, caller, requestId }) => {
        const outcome = await useCases.requestMerge(toSignedIn(caller, requestId), { ...params, ...body });
        return outcome.ok ? reply(201, { mergeId: outcome.value.id }) : outcome;
      },
    }),
    defineRoute({
      name: 'approveMerge',
      method: 'post',
      path: '/api/v1/persons/:personId/merges/:mergedId/approval',
      tag: 'persons',
      summary: 'Approves it, as somebody else than who asked: the second record is closed into the first.',
      access: { action: 'person.merge' },
      params: PairParams,
      responses: { 200: { description: 'One record.', schema: Merge } },
      refusals: approveMergeRefusals,
      handler: async ({ params, caller, requestId }) => {
        const outcome = await useCases.approveMerge(toSignedIn(caller, requestId), params);
        return outcome.ok ? reply(200, { mergeId: outcome.value.id }) : outcome;
      },
    }),
    ...undoRoutes(useCases),
  ];
}

function undoRoutes(useCases: MergeUseCases): readonly RouteDefinition[] {
  return [
    defineRoute({
      name: 'listMerges',
      method: 'get',
      path: '/api/v1/merges',
      tag: 'persons',
      summary:
        'Merges of records of the caller’s office, with the undo that waits, at most a hundred. It names nobody.',
      access: { action: 'person.merge' },
      responses: { 200: { description: 'The newest first.', schema: MergesView } },
      refusals: rightRefusals,
      handler: async ({ caller, requestId }) => {
        const outcome = await useCases.listMerges(toSignedIn(caller, requestId));
        return outcome.ok ? reply(200, { merges: outcome.value.map(toView) }) : outcome;
      },
    }),
    defineRoute({
      name: 'requestUndo',
      method: 'post',
      path: '/api/v1/persons/:personId/merges/:mergedId/undo',
      tag: 'persons',
      summary: 'Asks that a merge be undone; only while nothing new hangs on what it moved.',
      access: { action: 'person.merge' },
      params: PairParams,
      body: z.strictObject({ reason: Words }),
      responses: { 201: { description: 'Asked for; another officer approves.', schema: Undo } },
      refusals: requestUndoRefusals,
      handler: async ({ params, body, caller, requestId }) => {
        const outcome = await useCases.requestUndo(toSignedIn(caller, requestId), { ...params, ...body });
        return outcome.ok ? reply(201, { undoId: outcome.value.id }) : outcome;
      },
    }),
    defineRoute({
      name: 'approveUndo',
      method: 'post',
      path: '/api/v1/persons/:personId/merges/:mergedId/undo/approval',
      tag: 'persons',
      summary: 'Approves it, as somebody else than who asked: what the merge moved goes back to the second record.',
      access: { action: 'person.merge' },
      params: PairParams,
      responses: { 200: { description: 'Two records.', schema: Undo } },
      refusals: approveUndoRefusals,
      handler: async ({ params, caller, requestId }) => {
        const outcome = await useCases.approveUndo(toSignedIn(caller, requestId), params);
        return outcome.ok ? reply(200, { undoId: outcome.value.id }) : outcome;
      },
    }),
  ];
}

function toView(merge: ListedMerge): z.input<typeof MergesView>['merges'][number] {
  const { id: mergeId, survivorId: personId, mergedId, reason, requestedBy, approvedAt, undo } = merge;
  const listed = { mergeId, personId, mergedId, reason, requestedBy, approvedAt };
  if (undo === undefined) return listed;
  return { ...listed, undo: { reason: undo.reason, requestedBy: undo.requestedBy, requestedAt: undo.requestedAt } };
}
