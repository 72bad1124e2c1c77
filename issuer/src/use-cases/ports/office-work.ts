import type { Actor } from './actor.ts';
import type { AppealStore } from './appeal-store.ts';
import type { ApplicationStore } from './application-store.ts';
import type { AttemptStore } from './attempt-store.ts';
import type { BatchRunStore } from './batch-run-store.ts';
import type { BatchStore } from './batch-store.ts';
import type { CardStore } from './card-store.ts';
import type { CatalogueStore } from './catalogue-store.ts';
import type { DepartmentKeyStore } from './department-key-store.ts';
import type { DuplicateStore } from './duplicate-store.ts';
import type { ErasureStore } from './erasure-store.ts';
import type { EvidenceStore } from './evidence-store.ts';
import type { FeeStore } from './fee-store.ts';
import type { GrantStore } from './grant-store.ts';
import type { GrantWithdrawalStore } from './grant-withdrawal-store.ts';
import type { HistoryStore } from './history-store.ts';
import type { ImportStore } from './import-store.ts';
import type { LossHoldStore } from './loss-hold-store.ts';
import type { MergeStore } from './merge-store.ts';
import type { MergeUndoStore } from './merge-undo-store.ts';
import type { OfficeStore, PolicyStore } from './office-store.ts';
import type { PermitStore } from './permit-store.ts';
import type { PersonStore } from './person-store.ts';
import type { PurposeStore } from './purpose-store.ts';
import type { ReceiptStore } from './receipt-store.ts';
import type { RegistrationStore } from './registration-store.ts';
import type { ReportStore } from './report-store.ts';
import type { ReminderStore } from './reminder-store.ts';
import type { RemovalStore } from './removal-store.ts';
import type { RevocationStore } from './revocation-store.ts';
import type { StatisticsStore } from './statistics-store.ts';
import type { StockStore } from './stock-store.ts';
import type { TerminalStore } from './terminal-store.ts';
import type { WaitingStore } from './waiting-store.ts';

/** A move of a state machine, for its history. */
export type Move = {
  readonly machine: string;
  readonly subjectId: string;
  /** Absent: it began. */
  readonly from?: string;
  readonly to: string;
  /** A code or the officer's words; no personal data. */
  readonly reason: string;
  readonly ruleVersion?: string;
};

/** What the audit log keeps of an act: references, never content. */
export type AuditEntry = {
  /** An action of `domain/rights`, such as `application.decide`. */
  readonly action: string;
  /** Whom it concerns; kept as a tag that only the person's key leads to. */
  readonly personId?: string;
  readonly caseNumber?: string;
  /** Card number, grant id or another reference. */
  readonly object?: string;
  /** An id of the purposes in force; the version that says what it means is kept with it. */
  readonly purpose?: string;
  readonly reason?: string;
};

/** A job to be done after the transaction, in it or not at all. */
export type Job = {
  readonly name: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly startAfterS?: number;
};

/** A message to a person: a template, and the dates, counts and codes in it. It never says whom or what it is about. */
export type Message = {
  readonly template:
    | 'accepted'
    | 'papers-missing'
    | 'deadline-extended'
    | 'decided'
    | 'card-ready'
    | 'endorsement-due'
    | 'endorsement-lapsed'
    | 'hold-reminder'
    | 'grant-withdrawn';
  readonly personId: string;
  /** A case, permit or card number. */
  readonly caseNumber: string;
  readonly details: Readonly<Record<string, number | string>>;
};

/** The stores inside one transaction. What is read for change is locked. */
export type OfficeTransaction = {
  readonly offices: OfficeStore;
  readonly policies: PolicyStore;
  readonly persons: PersonStore;
  readonly erasures: ErasureStore;
  readonly merges: MergeStore;
  readonly mergeUndos: MergeUndoStore;
  readonly applications: ApplicationStore;
  readonly duplicates: DuplicateStore;
  readonly evidence: EvidenceStore;
  readonly permits: PermitStore;
  readonly cards: CardStore;
  readonly attempts: AttemptStore;
  readonly stock: StockStore;
  readonly removals: RemovalStore;
  readonly batches: BatchStore;
  readonly batchRuns: BatchRunStore;
  readonly lossHolds: LossHoldStore;
  readonly reminders: ReminderStore;
  readonly revocations: RevocationStore;
  readonly fees: FeeStore;
  readonly history: HistoryStore;
  readonly registrations: RegistrationStore;
  readonly reports: ReportStore;
  readonly appeals: AppealStore;
  readonly catalogues: CatalogueStore;
  readonly purposes: PurposeStore;
  readonly departmentKeys: DepartmentKeyStore;
  readonly grants: GrantStore;
  readonly grantWithdrawals: GrantWithdrawalStore;
  readonly receipts: ReceiptStore;
  readonly terminals: TerminalStore;
  readonly imports: ImportStore;
  readonly statistics: StatisticsStore;
  readonly waiting: WaitingStore;
  move(move: Move): Promise<void>;
  audit(entry: AuditEntry): Promise<void>;
  enqueue(job: Job): Promise<void>;
  /** Puts a message into the outbox; it is delivered after the transaction, in it or not at all. */
  tell(message: Message): Promise<void>;
};

/**
 * Runs work in one transaction of the database: all of it happens or nothing, together with its moves, audit entries and
 * jobs. It is run again when the database asks for it, so it does nothing but work with the stores.
 * @throws PermitError STORE_CONFLICT when a constraint of the database refused it, STORE_FAILED
 */
export type InTransaction = <Value>(actor: Actor, work: (tx: OfficeTransaction) => Promise<Value>) => Promise<Value>;
