export { type ActivateCardRefusal, type AskPin, makeActivateCard } from './activate-card.ts';
export { type GrantOrder, makeGrantEntitlement, makeWithdrawEntitlement } from './change-entitlements.ts';
export {
  type ActivateRefusal,
  type CardRefusal,
  decideActivation,
  decideEndorsement,
  DECREE_RULES,
  type EndorsementDays,
  type EndorsementRules,
  type EndorseRefusal,
} from './decide-endorsement.ts';
export { decideGrant, decideWithdrawal, type GrantRefusal, type WithdrawRefusal } from './decide-entitlement.ts';
export { makeEndorseCard } from './endorse-card.ts';
export { type SignEndorsement } from './endorsement-entry.ts';
export { makeWriteEntitlements, type SignEntitlements, type WriteEntitlementsRefusal } from './write-entitlements.ts';
export type { CardStep, OpenWriteSession, WriteSession } from './write-session.ts';
