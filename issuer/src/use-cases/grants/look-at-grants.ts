import { type Outcome, ok } from '@residence-permit/shared/outcome';
import { lookEntry } from '../persons/audit-look.ts';
import type { OfficeTransaction, Permit, SignedIn } from '../ports/index.ts';
import { type GrantDeps, type GrantsRefusal, onGrants, openGrants } from './on-grants.ts';

/** A permit whose grants are looked at. */
export type SeenGrants = {
  readonly permit: Permit;
  /** The department that sees its own grants only; absent for the office. */
  readonly grantor: string | undefined;
};

/** Reads something of the grants of a permit, for the office or for a department its own; the look is written down. */
export function lookAtGrants<Value>(
  deps: Pick<GrantDeps, 'inTransaction' | 'clock'>,
  by: SignedIn,
  findPermitId: (tx: OfficeTransaction) => Promise<string | undefined>,
  read: (tx: OfficeTransaction, seen: SeenGrants) => Promise<Value>,
): Promise<Outcome<Value, GrantsRefusal>> {
  return onGrants<Value, GrantsRefusal>(deps, by, findPermitId, async (tx, permitId) => {
    const grantor = departmentOf(by);
    const about = grantor === undefined ? {} : { grantor };
    const opened = await openGrants(tx, { by, permitId, now: deps.clock(), action: 'grant.read', ...about });
    if (!opened.ok) return opened;
    const { permit, granted } = opened.value;
    const value = await read(tx, { permit, grantor });
    await tx.audit(lookEntry(granted, permit.personId, permit.number));
    return ok(value);
  });
}

/** Of these what the look may see. */
export function ownOf<Line extends { readonly grantor: string }>(
  lines: readonly Line[],
  { grantor }: SeenGrants,
): readonly Line[] {
  return lines.filter((line) => grantor === undefined || line.grantor === grantor);
}

/** The department that the caller's account is held for. */
function departmentOf({ subject }: SignedIn): string | undefined {
  return subject.assignments.find(({ owner }) => owner?.kind === 'department')?.owner?.id;
}
