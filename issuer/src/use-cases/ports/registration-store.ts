import type { PlainDate } from '@residence-permit/shared/plain-date';
import type { RegistrationState } from '../../domain/lifecycles/index.ts';
import type { Speaker } from './application-store.ts';

/** One stay at one dwelling, as it was declared. */
export type Registration = {
  readonly id: string;
  readonly personId: string;
  readonly officeId: string;
  readonly state: RegistrationState;
  readonly address: string;
  /** Day of arrival. */
  readonly from: PlainDate;
  /** Last day; absent while it goes on. */
  readonly through?: PlainDate;
  /** Who said it. */
  readonly source: Speaker;
  readonly enteredBy: string;
  /** Seconds since the epoch; its day is the one from which it counts. */
  readonly createdAt: number;
  readonly verifiedBy?: string;
  readonly verifiedAt?: number;
  /** The paper that shows it. */
  readonly evidenceId?: string;
  /** Told later than the law asks. */
  readonly isLate: boolean;
  readonly version: number;
};

/** @throws PermitError STORE_CONFLICT when another change came first, or the person has an open stay; STORE_FAILED */
export type RegistrationStore = {
  insert(registration: Registration): Promise<void>;
  find(id: string): Promise<Registration | undefined>;
  /** In the order of arrival. */
  ofPerson(personId: string): Promise<readonly Registration[]>;
  save(
    before: Registration,
    change: Partial<Pick<Registration, 'state' | 'through' | 'verifiedBy' | 'verifiedAt' | 'evidenceId'>>,
  ): Promise<Registration>;
};
