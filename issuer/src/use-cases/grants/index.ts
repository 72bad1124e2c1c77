export {
  type ApproveGrantRefusal,
  type DeclineGrantRefusal,
  makeApproveGrant,
  makeDeclineGrant,
  type MaySignKind,
} from './approve-grant.ts';
export {
  type ChangeKeyRefusal,
  makeConfirmDepartmentKey,
  makeListDepartmentKeys,
  makeRegisterDepartmentKey,
  makeWithdrawDepartmentKey,
  type RegisterKeyRefusal,
} from './department-keys.ts';
export { type EnterGrantRefusal, makeEnterGrant } from './enter-grant.ts';
export { makeExpireGrants } from './expire-grants.ts';
export { makeFindEntitlements } from './find-entitlements.ts';
export { type GrantsOfPermit, makeListGrants, makeListWithdrawals } from './list-grants.ts';
export type { GrantDeps, GrantsRefusal } from './on-grants.ts';
export { type InstructionRefusal, MAX_INSTRUCTION_CHARACTERS } from './open-instruction.ts';
export {
  type ApproveWithdrawalRefusal,
  type DecideWithdrawalRefusal,
  makeApproveWithdrawal,
  makeDeclineWithdrawal,
} from './approve-withdrawal.ts';
export { type EnterWithdrawalRefusal, makeEnterWithdrawal } from './enter-withdrawal.ts';
export { type CardGrants, makeReadCardGrants } from './read-card-grants.ts';
export { makeWriteGrants, type WriteGrantsRefusal } from './write-grants.ts';
export { makeSettleUses, MAX_RECEIPTS, type ReceiptFault, type SettledUse, type SettleRefusal } from './settle-uses.ts';
