import type { Outcome } from '@residence-permit/shared/outcome';
import type { GrantWithdrawal, PermitGrant, SignedIn } from '../ports/index.ts';
import { newestCard } from './find-entitlements.ts';
import { lookAtGrants, ownOf } from './look-at-grants.ts';
import type { GrantDeps, GrantsRefusal } from './on-grants.ts';

type Deps = Pick<GrantDeps, 'inTransaction' | 'clock'>;
type OfPermit = { readonly permitNumber: string };

/** The grants of a permit, and for the office the card that they are written to. */
export type GrantsOfPermit = { readonly grants: readonly PermitGrant[]; readonly cardNumber?: string };

/** The grants of a permit: all of them at the office, those of its own for a department. Written into the log of looks. */
export function makeListGrants(deps: Deps) {
  return (by: SignedIn, { permitNumber }: OfPermit): Promise<Outcome<GrantsOfPermit, GrantsRefusal>> =>
    lookAtGrants<GrantsOfPermit>(
      deps,
      by,
      (tx) => tx.grants.findPermitId(permitNumber),
      async (tx, seen) => {
        const grants = ownOf(await tx.grants.ofPermit(seen.permit.id), seen);
        const card = seen.grantor === undefined ? newestCard(await tx.cards.ofPermit(seen.permit.id)) : undefined;
        return card === undefined ? { grants } : { grants, cardNumber: card.cardNumber };
      },
    );
}

/** The withdrawals of grants of a permit, those that wait among them, as far as the caller sees its grants. */
export function makeListWithdrawals(deps: Deps) {
  return (by: SignedIn, { permitNumber }: OfPermit): Promise<Outcome<readonly GrantWithdrawal[], GrantsRefusal>> =>
    lookAtGrants(
      deps,
      by,
      (tx) => tx.grants.findPermitId(permitNumber),
      async (tx, seen) => ownOf(await tx.grantWithdrawals.ofPermit(seen.permit.id), seen),
    );
}
