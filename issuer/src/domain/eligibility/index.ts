export type { Condition, WhatWouldChange } from './condition.ts';
export {
  decideEligibility,
  type Eligibility,
  type EligibilityCondition,
  type GroundFinding,
} from './decide-eligibility.ts';
export {
  type ConditionOutcome,
  type EligibilityFacts,
  FACT_SOURCES,
  type Fact,
  type FactSource,
  type FactStanding,
} from './facts.ts';
export {
  type ClassFinding,
  type ConfirmClassRefusal,
  type ConfirmedServiceClass,
  confirmServiceClass,
  type CriterionFinding,
  proposeServiceClass,
  type ServiceClassProposal,
} from './propose-service-class.ts';
