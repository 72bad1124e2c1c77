import type { PlainDate } from '@residence-permit/shared/plain-date';
import type { CardState } from '../../domain/lifecycles/index.ts';
import type { QuarantineReason, StatusPlace } from '../../register/index.ts';

/** One physical card as the office knows it. */
export type Card = {
  /** Ten digits. */
  readonly cardNumber: string;
  readonly permitId: string;
  readonly personId: string;
  readonly officeId: string;
  readonly state: CardState;
  readonly status: StatusPlace;
  readonly chipNumber?: Uint8Array;
  readonly deviceKey?: Uint8Array;
  readonly receiptKey?: Uint8Array;
  readonly endorsement?: {
    readonly version: number;
    readonly windowFrom: PlainDate;
    readonly endorsedThrough: PlainDate;
  };
  readonly reservedVersion?: number;
  readonly replaces?: string;
  readonly quarantine?: { readonly reason: QuarantineReason; readonly at: number };
  readonly createdAt: number;
  readonly version: number;
};

/** @throws PermitError STORE_CONFLICT, STORE_FAILED */
export type CardStore = {
  /** A number and a status index that no other card has or had, then the card. */
  plan(card: Pick<Card, 'permitId' | 'personId' | 'officeId' | 'replaces' | 'createdAt'>): Promise<Card>;
  /** Locks the row until the transaction ends. */
  find(cardNumber: string): Promise<Card | undefined>;
  ofPermit(permitId: string): Promise<readonly Card[]>;
  save(before: Card, change: Partial<Card>): Promise<Card>;
};
