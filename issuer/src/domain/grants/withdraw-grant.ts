import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import { compareDates, type PlainDate } from '@residence-permit/shared/plain-date';
import type { GrantState, GrantWithdrawalState } from '../lifecycles/index.ts';

/** Why a department takes a grant back; its own file has the words. A code, so that nothing personal is in it. */
export const WITHDRAWAL_REASONS = [
  'CONDITIONS_ENDED',
  'GRANTED_IN_ERROR',
  'FALSE_STATEMENT',
  'PROGRAMME_ENDED',
  'HOLDER_ASKED',
] as const;
export type WithdrawalReason = (typeof WITHDRAWAL_REASONS)[number];

/** What a department instructed, its signature verified: this grant ends on that day, for that reason. */
export type WithdrawalInstruction = {
  /** The department as its key names it. */
  readonly grantor: string;
  /** Its own reference; an instruction is carried out once. */
  readonly reference: string;
  readonly grantId: string;
  readonly reason: WithdrawalReason;
  /** The first day without the grant. */
  readonly from: PlainDate;
};

export type ProposeWithdrawalRefusal =
  /** Another department granted it. */
  | 'not-grantors-grant'
  /** It was not approved yet, or is over. */
  | 'not-in-force'
  /** On that day it is over by itself. */
  | 'already-over';

/** Whether a grant may be taken back on an instruction. */
export function proposeWithdrawal(
  { grantor, from }: WithdrawalInstruction,
  grant: { readonly grantor: string; readonly state: GrantState; readonly through: PlainDate },
): Outcome<'PROPOSED', ProposeWithdrawalRefusal> {
  if (grant.grantor !== grantor) return refused('not-grantors-grant');
  if (!isInForce(grant.state)) return refused('not-in-force');
  return compareDates(from, grant.through) > 0 ? refused('already-over') : ok('PROPOSED');
}

export type ApproveWithdrawalRefusal =
  | 'not-proposed'
  /** Whoever entered a withdrawal does not approve it. */
  | 'same-person'
  /** Its day has not come: until then the holder has the grant. */
  | 'too-early'
  | 'not-in-force';

/** Whether a second person may carry a withdrawal out today. It never reaches back: uses before the approval stay good. */
export function approveWithdrawal(
  proposal: {
    readonly state: GrantWithdrawalState;
    readonly enteredBy: string;
    readonly from: PlainDate;
    readonly grantState: GrantState;
  },
  { approvedBy, today }: { readonly approvedBy: string; readonly today: PlainDate },
): Outcome<'APPROVED', ApproveWithdrawalRefusal> {
  if (proposal.state !== 'PROPOSED') return refused('not-proposed');
  if (proposal.enteredBy === approvedBy) return refused('same-person');
  if (!isInForce(proposal.grantState)) return refused('not-in-force');
  return compareDates(today, proposal.from) < 0 ? refused('too-early') : ok('APPROVED');
}

function isInForce(state: GrantState): boolean {
  return state === 'GRANTED' || state === 'ACTIVE' || state === 'SUSPENDED';
}
