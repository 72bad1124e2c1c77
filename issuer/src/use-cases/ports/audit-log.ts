import type { AuditFault } from '../../domain/audit/index.ts';

/** An event of the log as an auditor reads it: references, never content. */
export type LoggedEvent = {
  readonly officeId: string;
  /** Place in the chain of its office; 0 where it has none yet. */
  readonly place: number;
  /** Seconds since the epoch, by the clock of the database. */
  readonly at: number;
  readonly actorId?: string;
  readonly action: string;
  readonly object?: string;
  readonly purpose?: string;
  readonly purposeVersion?: number;
  readonly reason?: string;
};

/** One thing that is wrong in a chain, and where. */
export type LogFinding = {
  readonly fault: AuditFault;
  readonly place?: number;
  readonly event?: number;
  readonly detail?: string;
};

/** What hashing the chain of one office again showed. */
export type LogProof = {
  readonly links: number;
  readonly checkpoints: number;
  /** Notes of the outside witness; absent where none is set. */
  readonly notes?: number;
  /** Findings that break the chain, and those about clocks alone. */
  readonly broken: number;
  readonly clocks: number;
  /** Where the chain ends: its place, and its hash in hexadecimal digits. */
  readonly end?: { readonly place: number; readonly hash: string };
  /** The first of them. */
  readonly findings: readonly LogFinding[];
};

/** Reads the log apart from every record. @throws PermitError STORE_FAILED */
export type AuditLog = {
  /** The newest events of a case, in the order in which they happened. */
  eventsOfCase(caseNumber: string, limit: number): Promise<readonly LoggedEvent[]>;
  prove(officeId: string): Promise<LogProof>;
};
