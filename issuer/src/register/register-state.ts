import type { EntitlementRecord, PermitRecord } from '@residence-permit/shared/records';
import type { PlainDate } from '@residence-permit/shared/plain-date';

/** How far a card has come. It never goes back; a card that failed is quarantined and another one is made. */
export type CardStage = 'planned' | 'personalised' | 'checked' | 'active' | 'quarantined';

/** What the status list says of a card. `revoked` is final. */
export type Standing = 'clear' | 'hold' | 'revoked';

/** Place of a card in a status list. */
export type StatusPlace = { readonly uri: string; readonly index: number };

/** The endorsement that a card is known to hold. */
export type EndorsementEntry = {
  readonly version: number;
  readonly windowFrom: PlainDate;
  readonly endorsedThrough: PlainDate;
};

/** A chip of the office's stock: blank, and under the office's own keys since it was taken in. */
export type ChipEntry = {
  /** 10 bytes: the key diversification data that the chip shows. */
  readonly chipNumber: Uint8Array;
  /** What the delivery is called, in the office's words. */
  readonly batch: string;
  /** Seconds since the epoch. */
  readonly takenInAt: number;
};

/** Why a card was set aside. `outcome-unknown`: what stands on it was never confirmed, so it counts as not made. */
export const QUARANTINE_REASONS = ['read-back-failed', 'outcome-unknown', 'damaged'] as const;
export type QuarantineReason = (typeof QUARANTINE_REASONS)[number];

/** One physical card. Entries are never removed, so that no status index is ever given twice. */
export type CardEntry = {
  /** Does not survive a reissue: ten digits, drawn at random. */
  readonly cardNumber: string;
  /** 16 bytes; the permit that the card is of. */
  readonly permitRef: Uint8Array;
  readonly status: StatusPlace;
  readonly standing: Standing;
  readonly stage: CardStage;
  /** The chip of the stock that the card is made on, from the first command to it. */
  readonly chipNumber?: Uint8Array;
  /** Chip keys, uncompressed P-256 points of 65 bytes; known once the chip has made them. */
  readonly deviceKey?: Uint8Array;
  readonly receiptKey?: Uint8Array;
  readonly endorsement?: EndorsementEntry;
  /** Highest endorsement version that was ever taken for signing, whether or not it reached the card. */
  readonly reservedVersion?: number;
  /** Number of the card that this one takes the place of. */
  readonly replaces?: string;
  /** Present when the stage is `quarantined`. */
  readonly quarantine?: { readonly reason: QuarantineReason; readonly at: number };
};

/** One permit: its signed content, and the grants that go with it from card to card. */
export type PermitEntry = {
  /** 16 random bytes, kept at reissue. */
  readonly permitRef: Uint8Array;
  readonly record: PermitRecord;
  /** Newest record of each data group and grantor; a withdrawn one stays with no grants, for its version. */
  readonly entitlements: readonly EntitlementRecord[];
};

/** Sequences of published files. None ever goes back. */
export type Sequences = { readonly root: number; readonly bundle: number; readonly status: number };

/** All that the office knows. */
export type RegisterState = {
  readonly chips: readonly ChipEntry[];
  readonly cards: readonly CardEntry[];
  readonly permits: readonly PermitEntry[];
  readonly sequences: Sequences;
  /** Certificates issued so far, by mnemonic, document verifiers included. */
  readonly certificates: Readonly<Record<string, number>>;
  /** References of terminals that may no longer be used. */
  readonly revokedTerminals: readonly string[];
};

export const EMPTY_REGISTER: RegisterState = {
  chips: [],
  cards: [],
  permits: [],
  sequences: { root: 0, bundle: 0, status: 0 },
  certificates: {},
  revokedTerminals: [],
};
