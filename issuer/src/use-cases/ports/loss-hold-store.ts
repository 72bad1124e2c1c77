/** How a loss was told. */
export type HoldChannel = 'PHONE' | 'COUNTER' | 'OWN';

/** Who called, and what they said of the holder; it agreed with the register. */
export type CallerHeard = {
  readonly name: string;
  readonly relation: 'HOLDER' | 'GUARDIAN' | 'CLOSE_RELATIVE' | 'OTHER';
  /** Number under which the office calls back. */
  readonly phone?: string;
  /** What was asked. */
  readonly checked: readonly string[];
};

/** A card that was reported lost. */
export type LossHold = {
  readonly id: string;
  readonly cardNumber: string;
  readonly personId: string;
  readonly officeId: string;
  readonly channel: HoldChannel;
  /** Of a call by phone: who called, and what they knew. Sealed where it is kept. */
  readonly caller?: CallerHeard;
  readonly reportedBy: string;
  /** Seconds since the epoch. */
  readonly reportedAt: number;
  readonly remindedAt?: number;
};

/** @throws PermitError STORE_CONFLICT when the card is on hold already; STORE_FAILED */
export type LossHoldStore = {
  insert(hold: LossHold): Promise<void>;
  /** The one that was not lifted. */
  findOpen(cardNumber: string): Promise<LossHold | undefined>;
  lift(hold: LossHold, by: { readonly accountId: string; readonly at: number }): Promise<void>;
  /** Holds of cards that are still on hold, reported before that instant and not asked about since; the oldest first. */
  unreminded(query: {
    readonly officeId: string;
    readonly before: number;
    readonly limit: number;
  }): Promise<readonly LossHold[]>;
  /** True: this call noted it, and no other did before. */
  noteReminder(hold: LossHold, at: number): Promise<boolean>;
};
