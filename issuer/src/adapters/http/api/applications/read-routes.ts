import * as z from 'zod';
import { type ApplicationState, isState, statesOf } from '../../../../domain/lifecycles/index.ts';
import { defineRoute, reply, type RouteDefinition } from '../../index.ts';
import { CaseNumber, CaseParams, Instant, StateWord } from '../bodies.ts';
import { caseRefusals } from '../case-refusals.ts';
import { toSignedIn } from '../to-signed-in.ts';
import {
  AppealView,
  ApplicationView,
  CardView,
  DecisionView,
  EvidenceView,
  ExtensionGroundView,
  FactView,
  FeeView,
  MoveView,
  PersonView,
  toAppealView,
  toApplicationView,
  toCardView,
  toDecisionView,
  toEvidenceView,
  toFeeView,
} from '../views.ts';
import type { CaseUseCases } from './case-use-cases.ts';
import { listCasesRefusals, readEvidenceRefusals } from './refusals.ts';

/** A page of the work of an office. */
export const QueueView = z.strictObject({
  lines: z.array(
    z.strictObject({
      id: z.uuid(),
      number: CaseNumber,
      kind: StateWord,
      state: StateWord,
      dueOn: z.iso.date().optional(),
      waitingSince: Instant.optional(),
      takenBy: z.uuid().optional(),
      takenAt: Instant.optional(),
      /** Left out of a sealed record. */
      personName: z.string().optional(),
    }),
  ),
});
/** What an extension of the clock has to keep to. */
const ExtensionRules = z.strictObject({
  acceptanceDays: z.int(),
  maxDays: z.int(),
  extensionGrounds: z.array(ExtensionGroundView),
});
/** A case as an officer sees it. */
export const CaseView = z.strictObject({
  application: ApplicationView,
  person: PersonView,
  facts: z.array(FactView),
  evidence: z.array(EvidenceView),
  missing: z.array(z.strictObject({ rule: z.string(), anyOf: z.array(StateWord), clause: z.string() })),
  decision: DecisionView.optional(),
  appeals: z.array(AppealView),
  fees: z.array(FeeView),
  moves: z.array(MoveView),
  cards: z.array(CardView),
  clock: z
    .strictObject({
      dueOn: z.iso.date(),
      latestOn: z.iso.date(),
      daysLeft: z.int(),
      state: StateWord,
      rules: ExtensionRules,
    })
    .optional(),
});
const PairsView = z.strictObject({
  pairs: z.array(
    z.strictObject({
      id: z.uuid(),
      personA: z.uuid(),
      personB: z.uuid(),
      foundAt: Instant,
      decided: z.strictObject({ outcome: StateWord, reason: z.string(), by: z.uuid(), at: Instant }).optional(),
    }),
  ),
});
/** States joined by commas. */
const States = z.string().transform((text, context): readonly ApplicationState[] => {
  const states = text.split(',').filter((name): name is ApplicationState => isState('APPLICATION', name));
  if (states.join(',') === text) return states;
  context.addIssue({ code: 'custom', message: `want of ${statesOf('APPLICATION').join(', ')}` });
  return z.NEVER;
});
const QueueQuery = z.strictObject({
  states: States,
  limit: z.coerce.number().int().min(1).max(100).default(50),
  after: CaseNumber.optional(),
});

/** What the office reads of cases. */
export function readRoutes(useCases: CaseUseCases): readonly RouteDefinition[] {
  return [
    defineRoute({
      name: 'listCases',
      method: 'get',
      path: '/api/v1/applications',
      tag: 'applications',
      summary:
        'The work of the caller’s office: cases in these states, those that are due first, of those that are over the newest.',
      access: { action: 'application.search', purpose: 'stated' },
      query: QueueQuery,
      responses: { 200: { description: 'A page.', schema: QueueView } },
      refusals: listCasesRefusals,
      handler: async ({ query, caller, requestId }) => {
        const { after, ...rest } = query;
        const by = toSignedIn(caller, requestId);
        const outcome = await useCases.listCases(by, { ...rest, ...(after === undefined ? {} : { after }) });
        return outcome.ok ? reply(200, { lines: outcome.value }) : outcome;
      },
    }),
    defineRoute({
      name: 'readCase',
      method: 'get',
      path: '/api/v1/applications/:applicationId',
      tag: 'applications',
      summary: 'Opens a case. The look is written down, and the person sees it.',
      access: { action: 'application.read', purpose: 'stated' },
      params: CaseParams,
      responses: { 200: { description: 'The case.', schema: CaseView } },
      refusals: caseRefusals,
      handler: async ({ params, caller, requestId }) => {
        const outcome = await useCases.readCase(toSignedIn(caller, requestId), params);
        if (!outcome.ok) return outcome;
        const { decision, ...rest } = outcome.value;
        return reply(200, {
          ...rest,
          application: toApplicationView(rest.application),
          evidence: rest.evidence.map(toEvidenceView),
          appeals: rest.appeals.map(toAppealView),
          fees: rest.fees.map(toFeeView),
          cards: rest.cards.map(toCardView),
          ...(decision === undefined ? {} : { decision: toDecisionView(decision) }),
        });
      },
    }),
    defineRoute({
      name: 'readEvidence',
      method: 'get',
      path: '/api/v1/applications/:applicationId/evidence/:evidenceId',
      tag: 'applications',
      summary: 'Opens a paper of a case. The look is written down before the content is read.',
      access: { action: 'evidence.read', purpose: 'stated' },
      params: CaseParams.extend({ evidenceId: z.uuid() }),
      responses: {
        200: { description: 'The paper.', types: ['application/pdf', 'image/jpeg', 'image/png'] },
      },
      refusals: readEvidenceRefusals,
      handler: async ({ params, caller, requestId }) => {
        const outcome = await useCases.readEvidence(toSignedIn(caller, requestId), params);
        if (!outcome.ok) return outcome;
        const { bytes, evidence } = outcome.value;
        return reply(200, { bytes, type: evidence.mediaType });
      },
    }),
    defineRoute({
      name: 'listDuplicates',
      method: 'get',
      path: '/api/v1/applications/:applicationId/duplicates',
      tag: 'applications',
      summary: 'Who else in the register may be the person of this case.',
      access: { action: 'application.read', purpose: 'stated' },
      params: CaseParams,
      responses: { 200: { description: 'Pairs.', schema: PairsView } },
      refusals: caseRefusals,
      handler: async ({ params, caller, requestId }) => {
        const outcome = await useCases.listDuplicates(toSignedIn(caller, requestId), params);
        return outcome.ok ? reply(200, { pairs: outcome.value }) : outcome;
      },
    }),
  ];
}
