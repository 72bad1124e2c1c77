import type { PlainDate } from '@residence-permit/shared/plain-date';
import type { RegistrationState } from '../lifecycles/index.ts';

/** One stay at one dwelling. Raw intervals are kept, so that any count can be made again under another rule. */
export type ResidenceInterval = {
  /** The office's reference of this registration. */
  readonly id: string;
  readonly state: RegistrationState;
  /** Day of arrival. */
  readonly from: PlainDate;
  /** Last day of the stay; absent while it goes on. */
  readonly through?: PlainDate;
  /** Day on which it was registered. */
  readonly registeredOn: PlainDate;
  /** The paper that shows it. */
  readonly evidenceId?: string;
};

/** True for an interval that somebody verified: the only ones that count. */
export function isVerified({ state }: ResidenceInterval): boolean {
  return state === 'VERIFIED' || state === 'CURRENT' || state === 'CHANGED' || state === 'ENDED';
}
