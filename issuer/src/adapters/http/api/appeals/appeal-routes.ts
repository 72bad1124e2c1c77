import * as z from 'zod';
import type {
  AdmitAppealRefusal,
  AppealRefusal,
  DecideAppealRefusal,
  FileAppealRefusal,
  makeAdmitAppeal,
  makeDecideAppeal,
  makeFileAppeal,
  makeWithdrawAppeal,
  WithdrawAppealRefusal,
} from '../../../../use-cases/appeals/index.ts';
import type { Appeal } from '../../../../use-cases/ports/index.ts';
import { defineRoute, type RefusalStatus, reply, type RouteDefinition } from '../../index.ts';
import { CaseParams, Reason, StateWord } from '../bodies.ts';
import { caseRefusals } from '../case-refusals.ts';
import { toSignedIn } from '../to-signed-in.ts';

/** What the routes of appeals call. */
export type AppealUseCases = {
  readonly fileAppeal: ReturnType<typeof makeFileAppeal>;
  readonly admitAppeal: ReturnType<typeof makeAdmitAppeal>;
  readonly decideAppeal: ReturnType<typeof makeDecideAppeal>;
  readonly withdrawAppeal: ReturnType<typeof makeWithdrawAppeal>;
};

const appealRefusals = { ...caseRefusals, 'appeal-not-found': 404 } as const satisfies Record<
  AppealRefusal,
  RefusalStatus
>;
const moveRefusals = { ...appealRefusals, 'wrong-state': 409 } as const satisfies Record<
  WithdrawAppealRefusal,
  RefusalStatus
>;
const fileRefusals = {
  ...caseRefusals,
  'not-decided': 409,
  'grounds-missing': 422,
  'too-late': 422,
  'appeal-open': 409,
  'decided-already': 409,
} as const satisfies Record<FileAppealRefusal, RefusalStatus>;
const admitRefusals = { ...moveRefusals, 'reason-blank': 422 } as const satisfies Record<
  AdmitAppealRefusal,
  RefusalStatus
>;
const decideRefusals = {
  ...moveRefusals,
  'reasons-missing': 422,
  'clause-missing': 422,
  'open-case-exists': 409,
  'permit-in-force': 409,
} as const satisfies Record<DecideAppealRefusal, RefusalStatus>;

const AppealParams = z.strictObject({ appealId: z.uuid() });
const Moved = z.strictObject({ appealId: z.uuid(), state: StateWord });
const moved = ({ id: appealId, state }: Appeal) => reply(200, { appealId, state });

/** Another look at a decision. */
export function appealRoutes(useCases: AppealUseCases): readonly RouteDefinition[] {
  return [
    defineRoute({
      name: 'fileAppeal',
      method: 'post',
      path: '/api/v1/applications/:applicationId/appeals',
      tag: 'appeals',
      summary: 'Asks for another look at a decision.',
      access: { action: 'appeal.file' },
      params: CaseParams,
      body: z.strictObject({ grounds: z.string().trim().min(1).max(4000) }),
      responses: {
        201: { description: 'Filed.', schema: z.strictObject({ appealId: z.uuid(), dueOn: z.iso.date() }) },
      },
      refusals: fileRefusals,
      handler: async ({ params, body, caller, requestId }) => {
        const outcome = await useCases.fileAppeal(toSignedIn(caller, requestId), { ...params, ...body });
        return outcome.ok ? reply(201, outcome.value) : outcome;
      },
    }),
    defineRoute({
      name: 'admitAppeal',
      method: 'post',
      path: '/api/v1/appeals/:appealId/admission',
      tag: 'appeals',
      summary: 'Admits an appeal, or tells why it cannot be.',
      access: { action: 'appeal.decide' },
      params: AppealParams,
      body: z.strictObject({ verdict: z.enum(['ADMITTED', 'INADMISSIBLE']), reason: z.string().trim().max(500) }),
      responses: { 200: { description: 'Said.', schema: Moved } },
      refusals: admitRefusals,
      handler: async ({ params, body, caller, requestId }) => {
        const outcome = await useCases.admitAppeal(toSignedIn(caller, requestId), { ...params, ...body });
        return outcome.ok ? moved(outcome.value) : outcome;
      },
    }),
    defineRoute({
      name: 'decideAppeal',
      method: 'post',
      path: '/api/v1/appeals/:appealId/decision',
      tag: 'appeals',
      summary: 'Decides an appeal: by somebody new to the case, with reasons and clauses.',
      access: { action: 'appeal.decide' },
      params: AppealParams,
      body: z.strictObject({ outcome: z.enum(['UPHELD', 'DISMISSED']), reasons: z.array(Reason).max(20) }),
      responses: { 200: { description: 'Decided.', schema: Moved } },
      refusals: decideRefusals,
      handler: async ({ params, body, caller, requestId }) => {
        const outcome = await useCases.decideAppeal(toSignedIn(caller, requestId), { ...params, ...body });
        return outcome.ok ? moved(outcome.value) : outcome;
      },
    }),
    defineRoute({
      name: 'withdrawAppeal',
      method: 'post',
      path: '/api/v1/appeals/:appealId/withdrawal',
      tag: 'appeals',
      summary: 'Takes an appeal back before it is decided.',
      access: { action: 'appeal.file' },
      params: AppealParams,
      responses: { 200: { description: 'Taken back.', schema: Moved } },
      refusals: moveRefusals,
      handler: async ({ params, caller, requestId }) => {
        const outcome = await useCases.withdrawAppeal(toSignedIn(caller, requestId), params);
        return outcome.ok ? moved(outcome.value) : outcome;
      },
    }),
  ];
}
