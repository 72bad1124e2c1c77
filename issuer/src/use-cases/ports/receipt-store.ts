import type { PlainDate } from '@residence-permit/shared/plain-date';

/** What is wrong with a receipt that its chip signed. */
export const RECEIPT_FINDINGS = ['OVER_LIMIT', 'SEQUENCE_TWICE'] as const;
export type ReceiptFinding = (typeof RECEIPT_FINDINGS)[number];

/** A use that a chip signed and the office settled. */
export type SettledReceipt = {
  readonly id: string;
  readonly cardNumber: string;
  /** Count of all uses of this chip, this one included. */
  readonly sequence: number;
  /** 16 bytes. */
  readonly transactionId: Uint8Array;
  readonly grantId: string;
  /** Period of the grant, whichever card it stood on. */
  readonly period: number;
  /** Uses of that period by the count of this chip, this one included. */
  readonly used: number;
  /** Certificate holder reference. */
  readonly terminal: string;
  readonly day: PlainDate;
  /** As the chip signed it. */
  readonly receipt: Uint8Array;
  readonly finding?: ReceiptFinding;
  readonly settledBy: string;
  /** Seconds since the epoch. */
  readonly settledAt: number;
};

/** @throws PermitError STORE_CONFLICT when it was settled before; STORE_FAILED */
export type ReceiptStore = {
  /** Number of the card whose chip names itself so: the first 8 bytes of SHA-256 over its key. */
  findCardNumber(chipId: Uint8Array): Promise<string | undefined>;
  /** Keeps other settlements of that grant waiting until the transaction ends. */
  lockGrant(grantId: string): Promise<void>;
  /** All with that number of that chip: more than one only where a chip was copied. */
  ofSequence(cardNumber: string, sequence: number): Promise<readonly SettledReceipt[]>;
  insert(receipt: SettledReceipt): Promise<void>;
  /** Card number → highest count of that period. */
  usedByCard(grantId: string, period: number): Promise<ReadonlyMap<string, number>>;
  /** Never lower than before. */
  setUses(
    grantId: string,
    uses: { readonly period: number; readonly used: number; readonly at: number },
  ): Promise<void>;
  /** Those with a finding, about permits of these offices, the newest first. */
  findings(officeIds: readonly string[], limit: number): Promise<readonly SettledReceipt[]>;
};
