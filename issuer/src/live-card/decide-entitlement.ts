import { equalBytes } from '@residence-permit/shared/bytes';
import { type EntitlementKind, findKind, isCounted } from '@residence-permit/shared/entitlements';
import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import { compareDates } from '@residence-permit/shared/plain-date';
import { type EntitlementRecord, type Grant, MAX_GRANTS, MAX_SLOTS } from '@residence-permit/shared/records';
import type { PermitEntry } from '../register/index.ts';

export type GrantRefusal =
  /** The catalogue has no such kind. */
  | 'kind-unknown'
  /** The last day lies before the first. */
  | 'days-reversed'
  /** A counted kind needs a limit; a kind that is not counted takes none. */
  | 'limit-missing'
  | 'limit-not-wanted'
  /** The record of this grantor, or the data group, holds as many as it can. */
  | 'no-room';

export type WithdrawRefusal = 'grant-unknown';

/**
 * The record that the grantor has to sign so that the holder gets, or keeps in changed form, one grant. A grant with an id
 * that stands already is changed; its version is one higher than the newest one known, on whichever card of the permit.
 */
export function decideGrant(
  permit: PermitEntry,
  grant: Grant,
  kinds: readonly EntitlementKind[],
): Outcome<EntitlementRecord, GrantRefusal> {
  const kind = findKind(kinds, grant.kind);
  if (kind === undefined) return refused('kind-unknown');
  if (compareDates(grant.from, grant.through) > 0) return refused('days-reversed');
  const counted = isCounted(kind.model);
  if (counted && grant.limit === undefined) return refused('limit-missing');
  if (!counted && grant.limit !== undefined) return refused('limit-not-wanted');
  const { dataGroup, grantor } = kind;
  const known = findRecord(permit, dataGroup, grantor);
  const kept = (known?.grants ?? []).filter((other) => !equalBytes(other.id, grant.id));
  const slots = permit.entitlements.filter((record) => record.dataGroup === dataGroup).length;
  if (kept.length >= MAX_GRANTS || (known === undefined && slots >= MAX_SLOTS)) return refused('no-room');
  return ok({
    dataGroup,
    grantor,
    version: (known?.version ?? 0) + 1,
    binding: permit.permitRef,
    grants: [...kept, grant],
  });
}

/** The record without that grant, one version higher. */
export function decideWithdrawal(
  permit: PermitEntry,
  grantId: Uint8Array,
): Outcome<EntitlementRecord, WithdrawRefusal> {
  const known = permit.entitlements.find((record) => record.grants.some((grant) => equalBytes(grant.id, grantId)));
  if (known === undefined) return refused('grant-unknown');
  const grants = known.grants.filter((grant) => !equalBytes(grant.id, grantId));
  return ok({ ...known, version: known.version + 1, grants });
}

/** The permit's entitlement records with this one in its place. */
export function replaceRecord(
  records: readonly EntitlementRecord[],
  record: EntitlementRecord,
): readonly EntitlementRecord[] {
  const others = records.filter((other) => other.dataGroup !== record.dataGroup || other.grantor !== record.grantor);
  return [...others, record];
}

function findRecord(permit: PermitEntry, dataGroup: number, grantor: string): EntitlementRecord | undefined {
  return permit.entitlements.find((record) => record.dataGroup === dataGroup && record.grantor === grantor);
}
