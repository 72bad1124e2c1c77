import * as z from 'zod';
import type { OwnView } from '../../../../use-cases/persons/index.ts';
import { defineRoute, reply, type RouteDefinition } from '../../index.ts';
import { CaseNumber, Instant, StateWord } from '../bodies.ts';
import { toSignedIn } from '../to-signed-in.ts';
import {
  AppealView,
  ApplicationView,
  DecisionView,
  EvidenceView,
  ExtensionGroundView,
  FactView,
  GrantView,
  PermitView,
  PersonView,
  RegistrationView,
  toAppealView,
  toApplicationView,
  toDecisionView,
  toEvidenceView,
  toGrantView,
  toPermitView,
  toRegistrationView,
} from '../views.ts';
import type { PersonUseCases } from './person-use-cases.ts';
import { personRefusals } from './refusals.ts';

const OwnCaseView = z.strictObject({
  application: ApplicationView,
  /** The published ground on which its clock was extended. */
  extension: ExtensionGroundView.optional(),
  facts: z.array(FactView),
  evidence: z.array(EvidenceView),
  decision: DecisionView.optional(),
  /** Last day for an appeal against it. */
  appealBy: z.iso.date().optional(),
  appeals: z.array(AppealView),
});
const LookView = z.strictObject({
  action: z.string(),
  officeId: z.string(),
  actorId: z.uuid().optional(),
  caseNumber: CaseNumber.optional(),
  object: z.string().optional(),
  purpose: z.string().optional(),
  purposeVersion: z.int().min(0).optional(),
  reason: z.string().optional(),
  at: Instant,
});
const OwnReportView = z.strictObject({
  id: z.uuid(),
  reporter: StateWord,
  organisationId: z.string(),
  subject: StateWord,
  state: StateWord,
  claim: z.strictObject({ citizenId: z.string(), name: z.string(), address: z.string().optional() }),
  happenedOn: z.iso.date(),
  filedAt: Instant,
});
const OwnGrantView = GrantView.extend({
  /** Settled uses, by period from 0. */
  uses: z.array(z.strictObject({ period: z.int().min(0), used: z.int().min(0) })),
});
export const OwnViewBody = z.strictObject({
  person: PersonView,
  earlierNames: z.array(z.strictObject({ name: z.string(), decisionId: z.uuid(), until: Instant })),
  earlierCitizenIds: z.array(z.strictObject({ citizenId: z.string(), decisionId: z.uuid(), until: Instant })),
  mergedRecords: z.array(PersonView),
  permit: PermitView.optional(),
  cards: z.array(z.strictObject({ cardNumber: z.string(), state: StateWord, createdAt: Instant })),
  grants: z.array(OwnGrantView),
  reminders: z.array(z.strictObject({ on: z.iso.date(), isSent: z.boolean() })),
  offices: z.array(z.strictObject({ id: z.string(), name: z.string(), address: z.string(), telephone: z.string() })),
  cases: z.array(OwnCaseView),
  registrations: z.array(RegistrationView),
  reports: z.array(OwnReportView),
  looks: z.array(LookView),
});

/** What a person sees of themselves. */
export function ownRoutes(useCases: PersonUseCases): readonly RouteDefinition[] {
  return [
    defineRoute({
      name: 'readOwn',
      method: 'get',
      path: '/api/v1/persons/:personId/own-view',
      tag: 'persons',
      summary: 'Everything that the register holds of the caller: each fact with who said it, and who looked and why.',
      access: { action: 'own.read' },
      params: z.strictObject({ personId: z.uuid() }),
      responses: { 200: { description: 'The own view.', schema: OwnViewBody } },
      refusals: personRefusals,
      handler: async ({ params, caller, requestId }) => {
        const outcome = await useCases.readOwn(toSignedIn(caller, requestId), params);
        return outcome.ok ? reply(200, toOwnBody(outcome.value)) : outcome;
      },
    }),
  ];
}

function toOwnBody({ permit, cards, grants, cases, registrations, reports, offices, ...rest }: OwnView) {
  return {
    ...rest,
    ...(permit === undefined ? {} : { permit: toPermitView(permit) }),
    cards: cards.map(({ cardNumber, state, createdAt }) => ({ cardNumber, state, createdAt })),
    grants: grants.map(({ grant, uses }) => ({
      ...toGrantView(grant),
      uses: [...uses].map(([period, used]) => ({ period, used })),
    })),
    offices: offices.map(({ id, name, address, telephone }) => ({ id, name, address, telephone })),
    registrations: registrations.map(toRegistrationView),
    cases: cases.map(({ decision, ...own }) => ({
      ...own,
      application: toApplicationView(own.application),
      evidence: own.evidence.map(toEvidenceView),
      appeals: own.appeals.map(toAppealView),
      ...(decision === undefined ? {} : { decision: toDecisionView(decision) }),
    })),
    reports: reports.map(({ id, reporter, organisationId, subject, state, claim, happenedOn, filedAt }) => {
      return { id, reporter, organisationId, subject, state, claim, happenedOn, filedAt };
    }),
  };
}
