export type { Answer, Answers, NotYes, Yes } from './answer.ts';
export type {
  CamProof,
  CardReading,
  ChipAuthProof,
  GroupDigest,
  Interruption,
  TerminalStanding,
} from './card-reading.ts';
export type { CoveringGrant } from './checks/check-entitled.ts';
export type { Circumstances } from './circumstances.ts';
export { type Judgement, judge } from './judge.ts';
export type { Metering } from './metered-transport.ts';
export type { TapPassword } from './read-permit.ts';
export type { StalenessBudget } from './staleness-budget.ts';
export type { TapCost, TapResult } from './tap-result.ts';
export type { Verdict } from './verdict.ts';
export { type FindSignerKey, verifyIssuerSigned } from './verify-issuer-signed.ts';
export type { VerifierEngine } from './verifier-engine.ts';
export { judgeReading, type Tap, tapCard, type VerifyCardOptions, verifyCard } from './verify-card.ts';
export type { AgeCheck, BudgetOwner } from './checks/check-age.ts';
export type { TrustAge } from './trust-age.ts';
