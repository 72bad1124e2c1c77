import type { EntitlementGroup } from '@residence-permit/shared/entitlements';
import type { PlainDate } from '@residence-permit/shared/plain-date';
import type { RecordVersion, SettledUses } from '../../domain/grants/index.ts';
import type { GrantState } from '../../domain/lifecycles/index.ts';

/** One entitlement of a permit, as a department instructed it. */
export type PermitGrant = {
  readonly id: string;
  /** 8 bytes, the name under which chips count its uses. */
  readonly grantRef: Uint8Array;
  readonly permitId: string;
  readonly grantor: string;
  readonly dataGroup: EntitlementGroup;
  readonly kind: string;
  readonly catalogueVersion: number;
  /** First and last day. */
  readonly from: PlainDate;
  readonly through: PlainDate;
  readonly limit?: number;
  /** Days. */
  readonly period?: number;
  readonly grade?: number;
  readonly state: Exclude<GrantState, 'SUSPENDED'>;
  /** The signed instruction as received. */
  readonly instruction: Uint8Array;
  /** The department's own reference. */
  readonly reference: string;
  readonly enteredBy: string;
  readonly enteredAt: number;
  readonly approvedBy?: string;
  readonly approvedAt?: number;
  readonly version: number;
};

/** What of a grant stands on a replacement card: a stretch of its days with what was left of its limit. */
export type CarriedPart = {
  /** 8 bytes. */
  readonly grantRef: Uint8Array;
  readonly from: PlainDate;
  readonly through: PlainDate;
  readonly limit?: number;
  readonly period?: number;
  /** Period of the grant in which the first period of the part lies. */
  readonly firstPeriod: number;
};

/** Grant id → parts on that card; grants that are not in it stand there as they are. */
export type CardCarry = {
  readonly cardNumber: string;
  readonly permitId: string;
  readonly grants: Readonly<Record<string, readonly CarriedPart[]>>;
  readonly carriedAt: number;
};

/** @throws PermitError STORE_CONFLICT when another change came first, or the instruction was carried out before; STORE_FAILED */
export type GrantStore = {
  insert(grant: PermitGrant): Promise<void>;
  find(id: string): Promise<PermitGrant | undefined>;
  findByReference(grantor: string, reference: string): Promise<PermitGrant | undefined>;
  /** In the order in which they were entered. */
  ofPermit(permitId: string): Promise<readonly PermitGrant[]>;
  save(
    before: PermitGrant,
    change: Partial<Pick<PermitGrant, 'state' | 'approvedBy' | 'approvedAt'>>,
  ): Promise<PermitGrant>;
  /** Granted ones of an office whose last day lies before that day. */
  endedBefore(officeId: string, day: PlainDate, limit: number): Promise<readonly PermitGrant[]>;
  findPermitId(permitNumber: string): Promise<string | undefined>;

  /** Newest version of each grantor's record of a permit. */
  records(permitId: string): Promise<readonly RecordVersion[]>;
  /** Locks the record and makes its version one higher than it was: 1 where there was none. */
  raiseRecord(permitId: string, record: Omit<RecordVersion, 'version'>): Promise<number>;
  /** What a card was found to hold when a counter last wrote it, in seconds since the epoch. */
  onCard(cardNumber: string): Promise<readonly (RecordVersion & { readonly writtenAt: number })[]>;
  noteOnCard(cardNumber: string, held: RecordVersion & { readonly at: number }): Promise<void>;

  findCarry(cardNumber: string): Promise<CardCarry | undefined>;
  insertCarry(carry: CardCarry): Promise<void>;
  /** Settled uses by period, over all cards. */
  uses(grantId: string): Promise<SettledUses>;
};
