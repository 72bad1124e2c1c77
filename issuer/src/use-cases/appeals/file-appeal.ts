import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import { addDays, compareDates, dateAt, type PlainDate } from '@residence-permit/shared/plain-date';
import { remedyTerms } from '../../domain/deadline/index.ts';
import { type CaseDeps, type CaseRefusal, onCase } from '../applications/index.ts';
import type { Appeal, SignedIn } from '../ports/index.ts';

export type FileAppeal = {
  readonly applicationId: string;
  /** What the person says against the decision. */
  readonly grounds: string;
};

export type FileAppealRefusal =
  | CaseRefusal
  | 'not-decided'
  | 'grounds-missing'
  /** Administrative Reconsideration Law art. 20: 60 days from when it was told. */
  | 'too-late'
  | 'appeal-open'
  /** The appeal against this very decision was decided. */
  | 'decided-already';

export type AppealFiled = { readonly appealId: string; readonly dueOn: PlainDate };

/** Days within which an appeal is decided. Administrative Reconsideration Law art. 62. */
const DECIDED_WITHIN_DAYS = 60;

/** Asks for another look at a decision: a refusal, or the service class of an approval. */
export function makeFileAppeal(deps: CaseDeps) {
  return (by: SignedIn, input: FileAppeal): Promise<Outcome<AppealFiled, FileAppealRefusal>> => {
    const act = { applicationId: input.applicationId, action: 'appeal.file' } as const;
    return onCase<AppealFiled, FileAppealRefusal>(deps, by, act, async (tx, file) => {
      const { application, office, policy, now, today, granted, ruleVersion } = file;
      const decision = await tx.applications.findDecision(application.id);
      if (decision === undefined) return refused('not-decided');
      if (input.grounds.trim() === '') return refused('grounds-missing');
      const { reconsiderationBy } = remedyTerms(dateAt(decision.decidedAt, office.utcOffsetMinutes), policy.terms);
      if (compareDates(today, reconsiderationBy) > 0) return refused('too-late');
      const others = await tx.appeals.ofApplication(application.id);
      if (others.some(({ state }) => state === 'FILED' || state === 'ADMITTED')) return refused('appeal-open');
      if (others.some((other) => other.decisionId === decision.id && other.outcome !== undefined)) {
        return refused('decided-already');
      }
      const appeal: Appeal = {
        id: deps.newId(),
        applicationId: application.id,
        decisionId: decision.id,
        state: 'FILED',
        grounds: input.grounds,
        filedBy: by.accountId,
        filedAt: now,
        dueOn: addDays(today, DECIDED_WITHIN_DAYS),
        version: 0,
      };
      await tx.appeals.insert(appeal);
      await tx.move({ machine: 'APPEAL', subjectId: appeal.id, to: 'FILED', reason: application.number, ruleVersion });
      const { personId, number: caseNumber } = application;
      await tx.audit({ action: granted.action, personId, caseNumber, object: appeal.id, reason: 'filed' });
      return ok({ appealId: appeal.id, dueOn: appeal.dueOn });
    });
  };
}
