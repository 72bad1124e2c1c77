import type { EntitlementKind } from '@residence-permit/shared/entitlements';
import { compareDates, type PlainDate } from '@residence-permit/shared/plain-date';
import type { GrantState, PermitState } from '../lifecycles/index.ts';

/**
 * The state of a grant on a day, from the state that is stored. Dates make it ACTIVE and EXPIRED before a job has written so;
 * SUSPENDED follows from the permit, unless the kind survives suspension.
 */
export function grantStateOn(
  grant: {
    readonly state: Exclude<GrantState, 'SUSPENDED'>;
    readonly from: PlainDate;
    readonly through: PlainDate;
    readonly kind: Pick<EntitlementKind, 'survivesSuspension'>;
  },
  { permitState, today }: { readonly permitState: PermitState; readonly today: PlainDate },
): GrantState {
  if (grant.state !== 'GRANTED' && grant.state !== 'ACTIVE') return grant.state;
  if (permitState === 'TERMINATED') return 'REVOKED';
  if (compareDates(today, grant.through) > 0) return 'EXPIRED';
  if (grant.state === 'GRANTED' && compareDates(today, grant.from) < 0) return 'GRANTED';
  return permitState === 'SUSPENDED' && !grant.kind.survivesSuspension ? 'SUSPENDED' : 'ACTIVE';
}
