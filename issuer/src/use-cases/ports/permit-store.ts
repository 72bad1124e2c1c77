import type { PlainDate } from '@residence-permit/shared/plain-date';
import type { Ground, ServiceClass } from '@residence-permit/shared/records';
import type { GrantState, PermitState } from '../../domain/lifecycles/index.ts';

/** The legal grant. */
export type Permit = {
  readonly id: string;
  /** 16 bytes, kept at reissue. */
  readonly permitRef: Uint8Array;
  readonly number: string;
  readonly personId: string;
  readonly officeId: string;
  readonly state: PermitState;
  readonly issuedOn: PlainDate;
  readonly residenceSince: PlainDate;
  /** Whole months of continuous residence on the day of issue. */
  readonly continuousMonths: number;
  readonly grounds: readonly Ground[];
  readonly serviceClass: ServiceClass;
  readonly endorsedThrough?: PlainDate;
  /** Evidence id of the portrait in the chip's size. */
  readonly portraitId: string;
  readonly terminatedFor?: string;
  readonly version: number;
};

/** An endorsement as it was given. */
export type EndorsementMade = {
  readonly id: string;
  readonly permitId: string;
  readonly applicationId?: string;
  readonly cardNumber: string;
  readonly version: number;
  readonly windowFrom: PlainDate;
  readonly endorsedThrough: PlainDate;
  readonly isLate: boolean;
  /** What the lapse took out of the residence years. */
  readonly lapse?: { readonly from: PlainDate; readonly through: PlainDate; readonly rule: 'PAUSE' | 'RESET' };
  readonly at: number;
};

/** A grant that ended with its permit. */
export type GrantEnded = { readonly grantId: string; readonly from: GrantState; readonly to: GrantState };

/** @throws PermitError STORE_CONFLICT when the person has a permit in force, or another change came first */
export type PermitStore = {
  nextNumber(officeId: string, year: number): Promise<string>;
  insert(permit: Permit): Promise<void>;
  /** Locks the row until the transaction ends. */
  find(id: string): Promise<Permit | undefined>;
  findInForce(personId: string): Promise<Permit | undefined>;
  save(before: Permit, change: Partial<Permit> & { readonly terminatedAt?: number }): Promise<Permit>;
  /** Makes an end undone that an upheld appeal set aside. */
  restore(before: Permit): Promise<Permit>;
  insertEndorsement(endorsement: EndorsementMade): Promise<void>;
  endorsements(permitId: string): Promise<readonly EndorsementMade[]>;
  /** Revokes what was granted and declines what was proposed: no grant outlives its permit. */
  endGrants(permitId: string): Promise<readonly GrantEnded[]>;
};
