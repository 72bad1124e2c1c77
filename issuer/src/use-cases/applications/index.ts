export { type Acceptance, type AcceptRefusal, makeAcceptApplication } from './accept-application.ts';
export { type AddFactRefusal, makeAddFact } from './add-fact.ts';
export type { CaseDeps, CaseFile, CaseRefusal } from './case-file.ts';
export { type DecideApplication, type DecideRefusal, makeDecideApplication } from './decide-application.ts';
export { RULE_FACTS, toEligibilityFacts } from './eligibility-facts.ts';
export {
  type ApplicationEntered,
  type EnterApplication,
  type EnterRefusal,
  makeEnterApplication,
  type PersonKeyring,
} from './enter-application.ts';
export { type ExtendDeadline, type ExtendRefusal, makeExtendDeadline } from './extend-deadline.ts';
export { type CaseFindings, findingsOf, toInterval } from './find-findings.ts';
export { findResidence } from './find-residence.ts';
export { makeReleaseCase, type ReleaseRefusal } from './release-case.ts';
export { FACT_MAX_LENGTH, FACT_NAME, type SaidFact } from './said-facts.ts';
export { makeSubmitApplication, type SubmitRefusal } from './submit-application.ts';
export { LOCK_S, makeTakeCase, type TakeRefusal } from './take-case.ts';
export { makeWithdrawApplication, type WithdrawRefusal } from './withdraw-application.ts';
export { type AddEvidence, type AddEvidenceRefusal, type EvidenceAdded, makeAddEvidence } from './add-evidence.ts';
export { isNamedCase } from './is-named-case.ts';
export { isErasure, onCase, toActor } from './on-case.ts';
export { makeRequestSupplement, type RequestSupplementRefusal } from './request-supplement.ts';
export { startRetention } from './start-retention.ts';
export { type FileRefusal, keepPaper, type PaperDeps } from './keep-paper.ts';
export { retainedUntil } from './start-retention.ts';
export {
  type DecideDuplicate,
  type DecideDuplicateRefusal,
  makeDecideDuplicate,
  makeListDuplicates,
} from './decide-duplicate.ts';
export { type ListCases, type ListCasesRefusal, makeListCases } from './list-cases.ts';
export { type CardOfCase, type CaseRecord, makeReadCase } from './read-case.ts';
export { type EvidenceContent, makeReadEvidence, type ReadEvidenceRefusal } from './read-evidence.ts';
export { makeLapseUnsupplied } from './lapse-unsupplied.ts';
export { isEvidenceType } from './papers-of.ts';
