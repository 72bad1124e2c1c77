import { type Outcome, ok } from '@residence-permit/shared/outcome';
import { lookEntry } from '../persons/audit-look.ts';
import type { GrantWithdrawal, OfficeTransaction, PermitGrant, SignedIn } from '../ports/index.ts';
import { type GrantDeps, type GrantsRefusal, onGrants, openGrants } from './on-grants.ts';

type Deps = Pick<GrantDeps, 'inTransaction' | 'clock'>;
type OfPermit = { readonly permitNumber: string };

/** The grants of a permit: all of them at the office, those of its own for a department. Written into the log of looks. */
export function makeListGrants(deps: Deps) {
  return (by: SignedIn, of: OfPermit): Promise<Outcome<readonly PermitGrant[], GrantsRefusal>> =>
    listOf(deps, by, of, (tx, permitId) => tx.grants.ofPermit(permitId));
}

/** The withdrawals of grants of a permit, those that wait among them, as far as the caller sees its grants. */
export function makeListWithdrawals(deps: Deps) {
  return (by: SignedIn, of: OfPermit): Promise<Outcome<readonly GrantWithdrawal[], GrantsRefusal>> =>
    listOf(deps, by, of, (tx, permitId) => tx.grantWithdrawals.ofPermit(permitId));
}

function listOf<Line extends { readonly grantor: string }>(
  deps: Deps,
  by: SignedIn,
  { permitNumber }: OfPermit,
  find: (tx: OfficeTransaction, permitId: string) => Promise<readonly Line[]>,
): Promise<Outcome<readonly Line[], GrantsRefusal>> {
  return onGrants<readonly Line[], GrantsRefusal>(
    deps,
    by,
    (tx) => tx.grants.findPermitId(permitNumber),
    async (tx, permitId) => {
      const grantor = departmentOf(by);
      const about = grantor === undefined ? {} : { grantor };
      const opened = await openGrants(tx, { by, permitId, now: deps.clock(), action: 'grant.read', ...about });
      if (!opened.ok) return opened;
      const { permit, granted } = opened.value;
      const lines = await find(tx, permitId);
      await tx.audit(lookEntry(granted, permit.personId, permit.number));
      return ok(lines.filter((line) => grantor === undefined || line.grantor === grantor));
    },
  );
}

/** The department that the caller's account is held for. */
function departmentOf({ subject }: SignedIn): string | undefined {
  return subject.assignments.find(({ owner }) => owner?.kind === 'department')?.owner?.id;
}
