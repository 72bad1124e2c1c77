import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import type { ServiceClass } from '@residence-permit/shared/records';
import { confirmServiceClass } from '../../domain/eligibility/index.ts';
import { makeFollowRefusal } from '../endorsements/follow-refusal.ts';
import type { Application, Decision, DecisionReason, OfficeTransaction, SignedIn } from '../ports/index.ts';
import { applyChange, type ApprovedChange } from './apply-change.ts';
import type { CaseDeps, CaseFile, CaseRefusal } from './case-file.ts';
import { decideIdentity, type IdentityRefusal } from './decide-identity.ts';
import { findDuplicates } from './find-duplicates.ts';
import { findingsOf } from './find-findings.ts';
import { moveCase } from './move-case.ts';
import { onCase, toActor } from './on-case.ts';
import { startRetention } from './start-retention.ts';
import { isTakenByAnother } from './take-case.ts';

export type DecideApplication = {
  readonly applicationId: string;
  readonly outcome: Decision['outcome'];
  /** Each with the clause that it rests on; of a refusal at least one. */
  readonly reasons: readonly DecisionReason[];
  /** Of an approved first permit: confirmed by the person who decides, never taken over from the proposal. */
  readonly serviceClass?: ServiceClass;
};

type ReasonFault =
  /** A refusal, an approval of what the rules leave open, and a class other than the proposed one need a reason. */
  'reasons-missing' | 'clause-missing';
type ClassFault = 'service-class-missing' | 'service-class-unasked' | 'service-class-unknown';

export type DecideRefusal =
  | CaseRefusal
  | ReasonFault
  | ClassFault
  | 'wrong-state'
  | 'case-taken'
  /** A condition of the law is not met: nobody approves that. */
  | 'not-eligible'
  | IdentityRefusal
  /** After an appeal somebody else decides than before. */
  | 'decided-before';

/**
 * Decides a case: somebody else than who entered it or took it in, with reasons and clauses for every refusal. What an
 * approval leads to is production's.
 * @throws PermitError STORE_CONFLICT when another decided at the same time
 */
export function makeDecideApplication(deps: CaseDeps) {
  const followRefusal = makeFollowRefusal(deps);
  return (by: SignedIn, input: DecideApplication): Promise<Outcome<Decision, DecideRefusal>> => {
    const { applicationId, outcome, reasons, serviceClass } = input;
    const act = { applicationId, action: 'application.decide' } as const;
    return onCase<Decision, DecideRefusal>(deps, by, act, async (tx, file) => {
      if (isTakenByAnother(file, by.accountId)) return refused('case-taken');
      if (hasDecided(file, by.accountId)) return refused('decided-before');
      const fault = reasonFault(input, file.application) ?? classFault(input, file.application, by.accountId);
      if (fault !== undefined) return refused(fault);
      const identity = await decideIdentity(tx, file, outcome);
      if (!identity.ok) return identity;
      const decision: Decision = {
        id: deps.newId(),
        applicationId,
        outcome,
        reasons,
        deciderId: by.accountId,
        decidedAt: file.now,
        ruleVersion: file.ruleVersion,
        ...(serviceClass === undefined ? {} : { serviceClass }),
      };
      const reason = reasons.map(({ code }) => code).join(' ') || outcome.toLowerCase();
      const moved = await moveCase(tx, file, { to: outcome, reason, change: { waitingSince: file.now } });
      if (!moved.ok) return moved;
      await tx.applications.insertDecision(decision);
      const { application } = file;
      const officer = toActor(by, application.officeId);
      const { policy, today, ruleVersion } = file;
      if (outcome === 'APPROVED') await apply(tx, { ...file, ...identity.value, decision });
      else await followRefusal(tx, application, { officer, policy, ruleVersion });
      await startRetention(tx, applicationId, { starts: ['DECIDED'], policy, today });
      const { personId, number: caseNumber } = application;
      await tx.tell({ template: 'decided', personId, caseNumber, details: {} });
      return ok(decision);
    });
  };

  /** Who has the new name or birth date, and came into the register since acceptance, is asked about with the next case. */
  async function apply(tx: OfficeTransaction, change: ApprovedChange & Pick<CaseFile, 'now'>): Promise<void> {
    await applyChange(tx, change);
    const person = await tx.persons.find(change.person.id);
    const isAnother = person?.name !== change.person.name || person.citizenId !== change.person.citizenId;
    if (person !== undefined && isAnother) await findDuplicates(tx, { ...change, person }, deps.newId);
  }
}

function hasDecided({ earlierActs }: CaseFile, accountId: string): boolean {
  return earlierActs.some((act) => act.action === 'application.decide' && act.accountId === accountId);
}

function reasonFault(
  { outcome, reasons }: DecideApplication,
  application: Application,
): ReasonFault | 'not-eligible' | undefined {
  const verdict = findingsOf(application)?.eligibility.verdict;
  if (outcome === 'APPROVED' && verdict === 'not-eligible') return 'not-eligible';
  const isAsked = outcome === 'REFUSED' || verdict === 'undecided';
  if (isAsked && reasons.length === 0) return 'reasons-missing';
  if (reasons.some(({ code, words }) => isBlank(code) || isBlank(words))) return 'reasons-missing';
  return reasons.some(({ clause }) => isBlank(clause)) ? 'clause-missing' : undefined;
}

function classFault(
  { outcome, serviceClass, reasons }: DecideApplication,
  application: Application,
  confirmedBy: string,
): ClassFault | 'reasons-missing' | undefined {
  const isAsked = outcome === 'APPROVED' && application.kind === 'FIRST';
  if (!isAsked) return serviceClass === undefined ? undefined : 'service-class-unasked';
  if (serviceClass === undefined) return 'service-class-missing';
  const proposal = findingsOf(application)?.serviceClass;
  if (proposal === undefined) return undefined;
  const reason = reasons[0]?.words;
  const choice = { serviceClass, confirmedBy, ...(reason === undefined ? {} : { reason }) };
  const confirmed = confirmServiceClass(proposal, choice);
  if (confirmed.ok) return undefined;
  return confirmed.refusal === 'class-unknown' ? 'service-class-unknown' : 'reasons-missing';
}

function isBlank(text: string): boolean {
  return text.trim() === '';
}
