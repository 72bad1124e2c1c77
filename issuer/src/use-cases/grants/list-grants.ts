import { type Outcome, ok } from '@residence-permit/shared/outcome';
import { lookEntry } from '../persons/audit-look.ts';
import type { PermitGrant, SignedIn } from '../ports/index.ts';
import { type GrantDeps, type GrantsRefusal, onGrants, openGrants } from './on-grants.ts';

/** The grants of a permit: all of them at the office, those of its own for a department. Written into the log of looks. */
export function makeListGrants(deps: Pick<GrantDeps, 'inTransaction' | 'clock'>) {
  return (
    by: SignedIn,
    { permitNumber }: { readonly permitNumber: string },
  ): Promise<Outcome<readonly PermitGrant[], GrantsRefusal>> =>
    onGrants<readonly PermitGrant[], GrantsRefusal>(
      deps,
      by,
      (tx) => tx.grants.findPermitId(permitNumber),
      async (tx, permitId) => {
        const grantor = departmentOf(by);
        const about = grantor === undefined ? {} : { grantor };
        const opened = await openGrants(tx, { by, permitId, now: deps.clock(), action: 'grant.read', ...about });
        if (!opened.ok) return opened;
        const { permit, granted } = opened.value;
        const grants = await tx.grants.ofPermit(permitId);
        await tx.audit(lookEntry(granted, permit.personId, permit.number));
        return ok(grants.filter((grant) => grantor === undefined || grant.grantor === grantor));
      },
    );
}

/** The department that the caller's account is held for. */
function departmentOf({ subject }: SignedIn): string | undefined {
  return subject.assignments.find(({ owner }) => owner?.kind === 'department')?.owner?.id;
}
