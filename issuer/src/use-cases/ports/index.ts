export type { Actor, Officer } from './actor.ts';
export {
  type Application,
  type ApplicationStore,
  type Decision,
  type DecisionReason,
  type Door,
  DOORS,
  type Fact,
  type Proxy,
  type QueueLine,
  type Speaker,
  SPEAKERS,
} from './application-store.ts';
export type { Appeal, AppealStore } from './appeal-store.ts';
export type { AttemptStore, Collector, ProductionAttempt } from './attempt-store.ts';
export type { Card, CardStore } from './card-store.ts';
export type {
  Demonstration,
  DemonstrationCard,
  DemonstrationLogin,
  DemonstrationServicePoint,
  DemonstrationTap,
  DemonstrationTapRefusal,
  GuidedCase,
  LayCardRefusal,
} from './demonstration.ts';
export type { DuplicateCandidate, DuplicateStore } from './duplicate-store.ts';
export { CHIP_PORTRAIT } from './evidence-store.ts';
export type { Evidence, EvidenceFiles, EvidenceStore } from './evidence-store.ts';
export type { Fee, FeeStore } from './fee-store.ts';
export type { HistoryStore, LookMade, MoveMade } from './history-store.ts';
export type { AuditEntry, InTransaction, Job, Message, Move, OfficeTransaction } from './office-work.ts';
export type { EndorsementMade, GrantEnded, Permit, PermitStore } from './permit-store.ts';
export type { MergeStore, PersonMerge, RecordExtent, RecordStanding } from './merge-store.ts';
export type { DoneMerge, ListedMerge, MergeHold, MergeUndo, MergeUndoStore } from './merge-undo-store.ts';
export {
  PERSON_LANGUAGES,
  type EarlierCitizenId,
  type EarlierName,
  type Person,
  type PersonDetails,
  type PersonLanguage,
  type PersonLine,
  type PersonQuery,
  type PersonStore,
} from './person-store.ts';
export {
  CASE_OUTCOMES,
  type CaseOutcome,
  type CountQuery,
  type OpenCount,
  type OutcomeCount,
  type StatisticsStore,
  type StopCount,
} from './statistics-store.ts';
export type { Position, Posting, StockSerial, StockStore } from './stock-store.ts';
export type { NewOffice, Office, OfficeStore, PolicyStore } from './office-store.ts';
export type { SignedIn } from './signed-in.ts';
export type { Registration, RegistrationStore } from './registration-store.ts';
export type { ReportClaim, ReportLine, ReportStore, ThirdPartyReport } from './report-store.ts';
export type {
  BatchRun,
  BatchRunCard,
  BatchRunReader,
  BatchRunStore,
  CounterReaderName,
  StopReason,
} from './batch-run-store.ts';
export type { BatchStore, ProductionBatch } from './batch-store.ts';
export type { CallerHeard, HoldChannel, LossHold, LossHoldStore } from './loss-hold-store.ts';
export type { EndorsementDue, ReminderStore } from './reminder-store.ts';
export type { RemovalAccount, RemovalStore, StockRemoval } from './removal-store.ts';
export type { RevocationBatch, RevocationStore } from './revocation-store.ts';
export type { DerivePortrait, ExamineFile, FileFault } from './evidence-intake.ts';
export {
  type CatalogueEntry,
  type CatalogueProposal,
  type CatalogueStore,
  type PublishedCatalogue,
  TOLD_OF,
} from './catalogue-store.ts';
export type {
  OfficePurposeEntry,
  PublishedPurposes,
  PurposeEntries,
  PurposeProposal,
  PurposeStore,
} from './purpose-store.ts';
export type { DepartmentKey, DepartmentKeyStore } from './department-key-store.ts';
export type { CardCarry, CarriedPart, GrantStore, PermitGrant } from './grant-store.ts';
export type { GrantWithdrawal, GrantWithdrawalStore } from './grant-withdrawal-store.ts';
export { RECEIPT_FINDINGS, type ReceiptFinding, type ReceiptStore, type SettledReceipt } from './receipt-store.ts';
export {
  type Terminal,
  TERMINAL_USES,
  type TerminalCertificate,
  type TerminalStore,
  type TerminalUse,
} from './terminal-store.ts';
export type { ImportCounts, ImportedRow, ImportOutcome, ImportRun, ImportStore, WaitingRow } from './import-store.ts';
export type { ErasureRequest, ErasureStore } from './erasure-store.ts';
export { WAITING_KINDS, type WaitingKind, type WaitingLine, type WaitingStore } from './waiting-store.ts';
export type { AuditLog, LogFinding, LoggedEvent, LogProof } from './audit-log.ts';
