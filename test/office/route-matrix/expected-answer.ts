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
  const isProofMissing = !isProved && wantsProof(row, role);
  if (isProofMissing && row.noProof === undefined) return 'STEP_UP_NEEDED';
  if (side === 'other' && !reachesOther(reach)) return refusalOfOther(row, { role, isProofMissing });
  return isProofMissing ? 'step-up-needed' : 'let-in';
}

/** Whether the row wants a proof of presence of that role. */
export function wantsProof({ who, stepUp, stepUpOf }: RouteRow, role: Role): boolean {
  const isConcerned = typeof who === 'object' && who[role] !== undefined && (stepUpOf ?? [role]).includes(role);
  return stepUp !== undefined && isConcerned;
}

function reachesOther(reach: Reach): boolean {
  return reach === 'J' || reach === 'S';
}

/** A place that the caller does not reach comes before the proof; a thing that is looked for at the caller's office after it. */
function refusalOfOther(
  { strange }: RouteRow,
  { role, isProofMissing }: { readonly role: Role; readonly isProofMissing: boolean },
): string {
  if (strange !== undefined) return isProofMissing ? 'step-up-needed' : strange;
  return heldFor(role) === 'office' ? 'other-office' : 'not-own';
}
