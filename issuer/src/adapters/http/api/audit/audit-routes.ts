import * as z from 'zod';
import { AUDIT_FAULTS, type AuditFault } from '../../../../domain/audit/index.ts';
import type { makeProveLog, makeReadLog } from '../../../../use-cases/audit/index.ts';
import { defineRoute, reply, type RouteDefinition } from '../../route/index.ts';
import { rightRefusals } from '../applications/refusals.ts';
import { CaseNumber, Instant } from '../bodies.ts';
import { toSignedIn } from '../to-signed-in.ts';

const FAULTS = Object.keys(AUDIT_FAULTS) as [AuditFault, ...AuditFault[]];
const Place = z.int().min(0);
export const LogView = z.strictObject({
  events: z.array(
    z.strictObject({
      officeId: z.string(),
      place: Place,
      at: Instant,
      actorId: z.uuid().optional(),
      action: z.string(),
      object: z.string().optional(),
      purpose: z.string().optional(),
      purposeVersion: Place.optional(),
      reason: z.string().optional(),
    }),
  ),
});
export const ProofView = z.strictObject({
  offices: z.array(
    z.strictObject({
      officeId: z.string(),
      officeName: z.string(),
      links: Place,
      checkpoints: Place,
      notes: Place.optional(),
      broken: Place,
      clocks: Place,
      end: z.strictObject({ place: Place, hash: z.string() }).optional(),
      findings: z.array(
        z.strictObject({
          fault: z.enum(FAULTS),
          place: Place.optional(),
          event: Place.optional(),
          detail: z.string().optional(),
        }),
      ),
    }),
  ),
});

/** What the routes of the audit log call. */
export type AuditUseCases = {
  readonly readLog: ReturnType<typeof makeReadLog>;
  readonly proveLog: ReturnType<typeof makeProveLog>;
};

/** The audit log for auditors: read by case, and proved unbroken. */
export function auditRoutes(useCases: AuditUseCases): readonly RouteDefinition[] {
  return [
    defineRoute({
      name: 'readAuditLog',
      method: 'get',
      path: '/api/v1/audit/events',
      tag: 'audit',
      summary: 'What the log holds of a case, in its order; it names nobody. The reading is an event too.',
      access: { action: 'audit.read', purpose: 'audit' },
      query: z.strictObject({ caseNumber: CaseNumber }),
      responses: { 200: { description: 'The newest 500.', schema: LogView } },
      refusals: rightRefusals,
      handler: async ({ query, caller, requestId }) => {
        const outcome = await useCases.readLog(toSignedIn(caller, requestId), query);
        return outcome.ok ? reply(200, { events: outcome.value }) : outcome;
      },
    }),
    defineRoute({
      name: 'proveAuditLog',
      method: 'post',
      path: '/api/v1/audit/proofs',
      idempotency: 'none',
      tag: 'audit',
      summary:
        'Hashes the chains of the city again, holds them against the signed checkpoints and says where they broke.',
      access: { action: 'audit.prove' },
      responses: { 200: { description: 'Office by office.', schema: ProofView } },
      refusals: rightRefusals,
      handler: async ({ caller, requestId }) => {
        const outcome = await useCases.proveLog(toSignedIn(caller, requestId));
        return outcome.ok ? reply(200, { offices: outcome.value }) : outcome;
      },
    }),
  ];
}
