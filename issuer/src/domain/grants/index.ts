export { type ApproveGrantRefusal, approveGrant } from './approve-grant.ts';
export { carryGrant, nextVersion, type RecordVersion, type SettledUses } from './carry-grants.ts';
export { grantStateOn } from './grant-state-on.ts';
export { type HoldingCard, type PlaceOnCard, PLACES_ON_CARD, placeOnCard } from './place-on-card.ts';
export {
  type ApproveWithdrawalRefusal,
  approveWithdrawal,
  type ProposeWithdrawalRefusal,
  proposeWithdrawal,
  WITHDRAWAL_REASONS,
  type WithdrawalInstruction,
  type WithdrawalReason,
} from './withdraw-grant.ts';
export { type GrantInstruction, type GrantProposal, type ProposeRefusal, proposeGrant } from './propose-grant.ts';
