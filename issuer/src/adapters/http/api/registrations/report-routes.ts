import * as z from 'zod';
import { REPORT_SUBJECTS, REPORTERS } from '../../../../domain/registration/index.ts';
import type { ThirdPartyReport } from '../../../../use-cases/ports/index.ts';
import { defineRoute, reply, type RouteDefinition } from '../../index.ts';
import { Address, CitizenIdText, DayText, Instant, PersonName, StateWord, without, Words } from '../bodies.ts';
import { toSignedIn } from '../to-signed-in.ts';
import { fileReportRefusals, reportRefusals, trackRefusals } from './refusals.ts';
import type { ReportUseCases } from './registration-use-cases.ts';

const ReportParams = z.strictObject({ reportId: z.uuid() });
const ReportBody = z.strictObject({
  officeId: z.string().min(1).max(64),
  reporter: z.enum(REPORTERS),
  subject: z.enum(REPORT_SUBJECTS),
  person: z.strictObject({ citizenId: CitizenIdText, name: PersonName }),
  address: Address.optional(),
  happenedOn: DayText,
});
const Filed = z.strictObject({ reportId: z.uuid(), dueOn: z.iso.date(), late: z.boolean() });
const Moved = z.strictObject({ reportId: z.uuid(), state: StateWord });
const TrackView = z.strictObject({
  reports: z.array(
    z.strictObject({
      reportId: z.uuid(),
      subject: StateWord,
      happenedOn: z.iso.date(),
      dueOn: z.iso.date(),
      late: z.boolean(),
      progress: StateWord,
    }),
  ),
});
export const ReportView = z.strictObject({
  id: z.uuid(),
  officeId: z.string(),
  organisationId: z.string(),
  reporter: StateWord,
  subject: StateWord,
  state: StateWord,
  personId: z.uuid().optional(),
  claim: z.strictObject({ citizenId: z.string(), name: z.string(), address: z.string().optional() }),
  happenedOn: z.iso.date(),
  dueOn: z.iso.date(),
  isLate: z.boolean(),
  filedBy: z.uuid(),
  filedAt: Instant,
  decidedBy: z.uuid().optional(),
  decidedAt: Instant.optional(),
  reason: z.string().optional(),
});
const moved = ({ id: reportId, state }: ThirdPartyReport) => reply(200, { reportId, state });
const toView = ({ keyId: _k, version: _v, ...rest }: ThirdPartyReport) => rest;

/** What third parties file, and what becomes of it. */
export function reportRoutes(useCases: ReportUseCases): readonly RouteDefinition[] {
  return [
    defineRoute({
      name: 'fileReport',
      method: 'post',
      path: '/api/v1/reports',
      tag: 'reports',
      summary: 'Takes down the start or end of a job, lease or enrolment, as a third party knows it.',
      access: { action: 'report.file' },
      body: ReportBody,
      responses: { 201: { description: 'Filed.', schema: Filed } },
      refusals: fileReportRefusals,
      handler: async ({ body, caller, requestId }) => {
        const outcome = await useCases.fileReport(toSignedIn(caller, requestId), without(body));
        return outcome.ok ? reply(201, outcome.value) : outcome;
      },
    }),
    defineRoute({
      name: 'trackReports',
      method: 'get',
      path: '/api/v1/reports',
      tag: 'reports',
      summary: 'The reports of the caller’s organisation and what became of them; nothing of the persons.',
      access: { action: 'report.track' },
      responses: { 200: { description: 'The newest first.', schema: TrackView } },
      refusals: trackRefusals,
      handler: async ({ caller, requestId }) => {
        const outcome = await useCases.trackReports(toSignedIn(caller, requestId));
        return outcome.ok ? reply(200, { reports: outcome.value }) : outcome;
      },
    }),
    defineRoute({
      name: 'readReport',
      method: 'get',
      path: '/api/v1/reports/:reportId',
      tag: 'reports',
      summary: 'Opens a report. The look is written down, and the person sees it.',
      access: { action: 'report.read', purpose: 'stated' },
      params: ReportParams,
      responses: { 200: { description: 'The report.', schema: ReportView } },
      refusals: reportRefusals,
      handler: async ({ params, caller, requestId }) => {
        const outcome = await useCases.readReport(toSignedIn(caller, requestId), params);
        return outcome.ok ? reply(200, toView(outcome.value)) : outcome;
      },
    }),
    defineRoute({
      name: 'decideReport',
      method: 'post',
      path: '/api/v1/reports/:reportId/decision',
      tag: 'reports',
      summary: 'An officer confirms a report, rejects it, or notes that it was taken up; always with a reason.',
      access: { action: 'report.decide' },
      params: ReportParams,
      body: z.strictObject({ verdict: z.enum(['CONFIRMED', 'REJECTED', 'APPLIED']), reason: Words }),
      responses: { 200: { description: 'Decided.', schema: Moved } },
      refusals: reportRefusals,
      handler: async ({ params, body, caller, requestId }) => {
        const outcome = await useCases.decideReport(toSignedIn(caller, requestId), { ...params, ...body });
        return outcome.ok ? moved(outcome.value) : outcome;
      },
    }),
    defineRoute({
      name: 'answerReport',
      method: 'post',
      path: '/api/v1/reports/:reportId/answer',
      tag: 'reports',
      summary: 'The person whom a report is about says that it is right, or that it is not.',
      access: { action: 'own.dispute' },
      params: ReportParams,
      body: z.strictObject({ answer: z.enum(['CONFIRMED', 'DISPUTED']) }),
      responses: { 200: { description: 'Answered.', schema: Moved } },
      refusals: reportRefusals,
      handler: async ({ params, body, caller, requestId }) => {
        const outcome = await useCases.answerReport(toSignedIn(caller, requestId), { ...params, ...body });
        return outcome.ok ? moved(outcome.value) : outcome;
      },
    }),
  ];
}
