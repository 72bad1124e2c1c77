import * as z from 'zod';
import type { EndorseRefusal, PreviewRefusal } from '../../../../use-cases/endorsements/index.ts';
import { defineRoute, reply, type RouteDefinition } from '../../index.ts';
import type { RefusalStatus } from '../../route/index.ts';
import { CaseParams, StateWord } from '../bodies.ts';
import { caseRefusals } from '../case-refusals.ts';
import { placeOf, Station } from '../counter-station.ts';
import { personRefusals } from '../persons/refusals.ts';
import type { PlaceCardAt } from '../production/production-use-cases.ts';
import { toSignedIn } from '../to-signed-in.ts';
import type { EndorsementUseCases } from './endorsement-use-cases.ts';

const previewRefusals = {
  ...personRefusals,
  'permit-not-found': 404,
  'permit-terminated': 409,
  'not-activated': 409,
} as const satisfies Record<PreviewRefusal, RefusalStatus>;

const endorseRefusals = {
  ...caseRefusals,
  'not-an-endorsement': 422,
  'case-not-approved': 409,
  'permit-terminated': 409,
  'not-activated': 409,
  'too-early': 409,
  'not-eligible': 409,
  'eligibility-undecided': 409,
  'no-live-card': 409,
  'not-active': 409,
  'card-on-hold': 409,
  'card-revoked': 409,
} as const satisfies Record<EndorseRefusal, RefusalStatus>;

const Days = z.strictObject({ from: z.iso.date(), through: z.iso.date() });
const Count = z.strictObject({ months: z.int(), years: z.int(), daysNotCounted: z.int() });
const Clause = z.string();
/** An endorsement as it would be given today. */
export const PreviewView = z.strictObject({
  permitId: z.uuid(),
  today: z.iso.date(),
  timing: z.enum(['EARLY', 'IN_TIME', 'LATE']),
  state: StateWord,
  anchorOn: z.iso.date(),
  opensOn: z.iso.date(),
  endorsedThrough: z.iso.date(),
  next: z.strictObject({ windowFrom: z.iso.date(), endorsedThrough: z.iso.date() }).optional(),
  effect: z.strictObject({
    lapse: Days.optional(),
    rule: z.enum(['PAUSE', 'RESET']),
    count: Count,
    inTime: Count,
    otherRule: Count,
  }),
  onRefusal: z.enum(['TERMINATE', 'LEAVE_TO_LAPSE']),
  clauses: z.strictObject({ window: Clause, lapse: Clause, refusal: Clause }),
  ruleVersion: z.string(),
});

/** The yearly endorsement: told beforehand, and written to the card at a counter. */
export function endorsementRoutes(useCases: EndorsementUseCases, placeCardAt: PlaceCardAt): readonly RouteDefinition[] {
  return [
    defineRoute({
      name: 'previewEndorsement',
      method: 'get',
      path: '/api/v1/permits/:permitId/endorsement',
      tag: 'endorsements',
      summary: 'The window, and what endorsing today would do to the permit and the years of residence.',
      access: { action: 'person.read', purpose: 'endorsement' },
      params: z.strictObject({ permitId: z.uuid() }),
      responses: { 200: { description: 'The endorsement as it would be.', schema: PreviewView } },
      refusals: previewRefusals,
      handler: async ({ params, caller, requestId }) => {
        const outcome = await useCases.previewEndorsement(toSignedIn(caller, requestId), params);
        return outcome.ok ? reply(200, outcome.value) : outcome;
      },
    }),
    defineRoute({
      name: 'endorsePermit',
      method: 'post',
      path: '/api/v1/applications/:applicationId/endorsement',
      tag: 'endorsements',
      summary: 'Writes the endorsement of an approved case to the card at the counter and closes the case.',
      access: { action: 'card.endorse' },
      params: CaseParams,
      body: Station,
      responses: { 200: { description: 'Endorsed.', schema: z.strictObject({ endorsedThrough: z.iso.date() }) } },
      refusals: endorseRefusals,
      handler: async ({ params, body, caller, requestId }) => {
        const input = { ...params, placeCard: placeCardAt(placeOf(body)) };
        const outcome = await useCases.endorsePermit(toSignedIn(caller, requestId), input);
        return outcome.ok ? reply(200, { endorsedThrough: outcome.value.endorsedThrough }) : outcome;
      },
    }),
  ];
}
