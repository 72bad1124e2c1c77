import { compareDates, type PlainDate } from '@residence-permit/shared/plain-date';
import type { PermitState } from './permit.ts';

/**
 * The state of a permit on a day. `endorsedThrough` is the last day on which the endorsement is good, itself included;
 * absent while the first card was not activated: use of it has not begun. Decree 663 art. 10.
 */
export function permitStateOn(
  permit: { readonly state: Exclude<PermitState, 'SUSPENDED'>; readonly endorsedThrough: PlainDate | undefined },
  today: PlainDate,
): PermitState {
  if (permit.state === 'TERMINATED' || permit.endorsedThrough === undefined) return permit.state;
  return compareDates(today, permit.endorsedThrough) > 0 ? 'SUSPENDED' : 'IN_FORCE';
}
