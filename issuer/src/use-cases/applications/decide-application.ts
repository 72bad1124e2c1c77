import { randomUUID } from 'node:crypto';
import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import type { ServiceClass } from '@residence-permit/shared/records';
import type { Application, Decision, DecisionReason, SignedIn } from '../ports/index.ts';
import type { CaseDeps, CaseRefusal } from './case-file.ts';
import { moveCase } from './move-case.ts';
import { onCase } from './on-case.ts';
import { isTakenByAnother } from './take-case.ts';

export type DecideApplication = {
  readonly applicationId: string;
  readonly outcome: Decision['outcome'];
  /** Each with the clause that it rests on; of a refusal at least one. */
  readonly reasons: readonly DecisionReason[];
  /** Of an approved first permit: confirmed by the person who decides, never taken over from the proposal. */
  readonly serviceClass?: ServiceClass;
};

export type DecideRefusal =
  | CaseRefusal
  | 'wrong-state'
  | 'case-taken'
  | 'reasons-missing'
  | 'clause-missing'
  | 'service-class-missing'
  | 'service-class-unasked';

/**
 * Decides a case: somebody else than who entered it or took it in, with reasons for every refusal. What an approval leads to
 * is production's.
 * @throws PermitError STORE_CONFLICT when another decided at the same time
 */
export function makeDecideApplication(deps: CaseDeps) {
  return (by: SignedIn, input: DecideApplication): Promise<Outcome<Decision, DecideRefusal>> => {
    const { applicationId, outcome, reasons, serviceClass } = input;
    return onCase<Decision, DecideRefusal>(
      deps,
      by,
      { applicationId, action: 'application.decide' },
      async (tx, file) => {
        if (isTakenByAnother(file, by.accountId)) return refused('case-taken');
        const fault = faultOf(input, file.application);
        if (fault !== undefined) return refused(fault);
        const decision: Decision = {
          ...{ id: randomUUID(), applicationId, outcome, reasons, deciderId: by.accountId, decidedAt: file.now },
          ruleVersion: file.ruleVersion,
          ...(serviceClass === undefined ? {} : { serviceClass }),
        };
        const reason = reasons.map(({ code }) => code).join(' ') || outcome.toLowerCase();
        const moved = await moveCase(tx, file, { to: outcome, reason, change: { waitingSince: file.now } });
        if (!moved.ok) return moved;
        await tx.applications.insertDecision(decision);
        return ok(decision);
      },
    );
  };
}

function faultOf(
  { outcome, reasons, serviceClass }: DecideApplication,
  { kind }: Application,
): 'reasons-missing' | 'clause-missing' | 'service-class-missing' | 'service-class-unasked' | undefined {
  if (outcome === 'REFUSED' && reasons.length === 0) return 'reasons-missing';
  if (reasons.some(({ code, words }) => isBlank(code) || isBlank(words))) return 'reasons-missing';
  if (reasons.some(({ clause }) => isBlank(clause))) return 'clause-missing';
  const isAsked = outcome === 'APPROVED' && kind === 'FIRST';
  if (isAsked && serviceClass === undefined) return 'service-class-missing';
  return !isAsked && serviceClass !== undefined ? 'service-class-unasked' : undefined;
}

function isBlank(text: string): boolean {
  return text.trim() === '';
}
