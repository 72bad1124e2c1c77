import type { PersonalisationState } from '../../domain/lifecycles/index.ts';

/** Who took a card away, and what they showed. */
export type Collector = {
  readonly name: string;
  readonly document: string;
  readonly relation: 'HOLDER' | 'GUARDIAN' | 'CLOSE_RELATIVE';
};

/** One card on its way from the decision to the holder's hand. */
export type ProductionAttempt = {
  readonly id: string;
  readonly applicationId: string;
  readonly decisionId: string;
  readonly cardNumber: string;
  readonly officeId: string;
  readonly personId: string;
  /** Under whose key its fields are sealed: the person for whom it was made. */
  readonly keyId: string;
  readonly state: PersonalisationState;
  readonly batchId?: string;
  readonly tries: number;
  /** Code of the last fault. */
  readonly lastCode?: string;
  readonly readBackAt?: number;
  readonly checkedBy?: string;
  readonly checkedAt?: number;
  readonly heldAt?: string;
  readonly heldSince?: number;
  readonly handedOverBy?: string;
  readonly handedOverAt?: number;
  readonly collector?: Collector;
  readonly activatedAt?: number;
  /** Six digits, printed on the card's face; sealed where it is kept. */
  readonly can?: string;
  /** Ten digits, until the letter with it was handed over. */
  readonly puk?: string;
  readonly createdAt: number;
  readonly version: number;
};

/** @throws PermitError STORE_CONFLICT, STORE_FAILED */
export type AttemptStore = {
  insert(attempt: ProductionAttempt): Promise<void>;
  /** Without a lock: `save` finds out that another change came first. */
  findByCard(cardNumber: string): Promise<ProductionAttempt | undefined>;
  ofApplication(applicationId: string): Promise<readonly ProductionAttempt[]>;
  save(before: ProductionAttempt, change: Partial<ProductionAttempt>): Promise<ProductionAttempt>;
  queue(query: {
    readonly officeId: string;
    readonly states: readonly PersonalisationState[];
    readonly limit: number;
  }): Promise<readonly ProductionAttempt[]>;
  /** What personalisation needs to go on after a crash; sealed where it is kept. */
  findJournal(cardNumber: string): Promise<Uint8Array | undefined>;
  saveJournal(attempt: ProductionAttempt, journalBytes: Uint8Array): Promise<void>;
  discardJournal(cardNumber: string): Promise<void>;
  /** Card numbers of the attempts that have one. */
  journalled(officeId: string): Promise<readonly string[]>;
  /** Forgets the PUK: its letter was handed over. */
  forgetPuk(attempt: ProductionAttempt): Promise<void>;
  /** Held since before that instant, in all offices. */
  heldBefore(seconds: number): Promise<readonly ProductionAttempt[]>;
};
