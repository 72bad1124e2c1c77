import type { MobileSecurityObject } from '@residence-permit/shared/mdoc';
import { type AgeCheck, checkAge } from './checks/check-age.ts';
import type { Circumstances } from './circumstances.ts';

/** How old what the answers rest on was at the tap, in seconds. */
export type TrustAge = {
  readonly bundleSeconds: number;
  /** Of the list that covers this card; absent when no list does, or when the record is not authentic. */
  readonly statusSeconds?: number;
  /**
   * Each file against each limit that applied: first for the card, then, where the purpose asks for an entitlement, for its
   * kind. A file that is not there, or whose list nobody can tell, has no line.
   */
  readonly checks: readonly AgeCheck[];
};

/** The ages under these circumstances. `mso` is that of the authentic record, which names the status list. */
export function trustAgeOf(circumstances: Circumstances, mso: MobileSecurityObject | undefined): TrustAge {
  const { trust, purpose, at } = circumstances;
  const list = mso === undefined ? undefined : trust.findStatusList(mso.status.uri);
  const kind = purpose.kind === undefined ? undefined : trust.findKind(purpose.kind);
  const checks: AgeCheck[] = [];
  for (const asked of kind === undefined ? [{}] : [{}, { kind }]) {
    checks.push(checkAge({ file: 'bundle', dated: trust, circumstances, ...asked }));
    if (list !== undefined) checks.push(checkAge({ file: 'status', dated: list, circumstances, ...asked }));
  }
  const bundleSeconds = at - trust.issuedAt;
  return list === undefined ? { bundleSeconds, checks } : { bundleSeconds, statusSeconds: at - list.issuedAt, checks };
}
