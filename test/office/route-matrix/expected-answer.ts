import { heldFor, type Role } from '@residence-permit/issuer/domain/rights';
import type { Reach, RouteRow } from './route-row.ts';
import type { Side } from './staff.ts';

/** Who sends a request: nobody, an account without a role, or a role at one side, with its proofs of presence or without. */
export type Sender =
  | { readonly kind: 'nobody' }
  | { readonly kind: 'without-role' }
  | { readonly kind: 'role'; readonly role: Role; readonly side: Side; readonly isProved: boolean };

/** `let-in`, or the code that the request is refused with before anything is done. */
export function expectedAnswer(row: RouteRow, sender: Sender): string {
  if (row.who === 'anybody') return 'let-in';
  if (sender.kind === 'nobody') return 'NOT_SIGNED_IN';
  if (row.who === 'signed-in') return 'let-in';
  const noRole = row.noRole ?? 'NOT_ALLOWED';
  if (sender.kind === 'without-role') return noRole;
  const { role, side, isProved } = sender;
  const reach = row.who[role];
  if (reach === undefined) return row.barred?.[role] ?? noRole;
  if (!isProved && wantsProof(row, role)) return 'STEP_UP_NEEDED';
  return side === 'other' && !reachesOther(reach) ? refusalOfOther(row, role) : 'let-in';
}

/** Whether the row wants a proof of presence of that role. */
export function wantsProof({ who, stepUp }: RouteRow, role: Role): boolean {
  return stepUp !== undefined && typeof who === 'object' && who[role] !== undefined;
}

function reachesOther(reach: Reach): boolean {
  return reach === 'J' || reach === 'S';
}

function refusalOfOther({ strange }: RouteRow, role: Role): string {
  return strange ?? (heldFor(role) === 'office' ? 'other-office' : 'not-own');
}
