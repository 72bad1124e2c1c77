export { APPLICATION_KINDS, type ApplicationKind, needsCard } from './application-kind.ts';
export { DEFAULT_POLICY, DEFAULT_POLICY_INPUT } from './default-policy.ts';
export type { EligibilityPolicy, ServiceClassCriterion, ServiceClassPolicy } from './eligibility-policy.ts';
export type { EndorsementPolicy } from './endorsement-policy.ts';
export {
  EVIDENCE_TYPES,
  type EvidenceType,
  EXEMPTIONS,
  type Exemption,
  PROXY_REASONS,
  type ProxyReason,
} from './evidence-type.ts';
export type { FeeTable } from './fee-policy.ts';
export type { PaperRule } from './papers-policy.ts';
export { parsePolicySet } from './parse-policy-set.ts';
export { policyOn, ruleVersionOf } from './policy-on.ts';
export { type PolicySet, type PolicySetInput, policySetSchema } from './policy-set.ts';
export type {
  CalendarPolicy,
  ClockPolicy,
  LossHoldPolicy,
  RegistrationPolicy,
  TermsPolicy,
} from './procedure-policy.ts';
export {
  RECORD_CLASSES,
  type RecordClass,
  RETENTION_STARTS,
  type RetentionPolicy,
  type RetentionRule,
  type RetentionStart,
  type StatisticsPolicy,
} from './retention-policy.ts';
