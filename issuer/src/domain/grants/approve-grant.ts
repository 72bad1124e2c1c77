import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import type { GrantState, PermitState } from '../lifecycles/index.ts';

export type ApproveGrantRefusal =
  | 'not-proposed'
  /** Whoever entered a grant does not approve it. */
  | 'same-person'
  | 'permit-terminated';

/** The state of a grant that a second person approved; from there the grantor's key may sign it. */
export function approveGrant(
  proposal: { readonly state: GrantState; readonly enteredBy: string; readonly permitState: PermitState },
  approvedBy: string,
): Outcome<'GRANTED', ApproveGrantRefusal> {
  if (proposal.state !== 'PROPOSED') return refused('not-proposed');
  if (proposal.permitState === 'TERMINATED') return refused('permit-terminated');
  return proposal.enteredBy === approvedBy ? refused('same-person') : ok('GRANTED');
}
