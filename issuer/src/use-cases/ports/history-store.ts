import type { Machine } from '../../domain/lifecycles/index.ts';

/** One move that was made, and by whom. */
export type MoveMade = {
  readonly from?: string;
  readonly to: string;
  /** Absent: the service itself. */
  readonly actorId?: string;
  readonly reason: string;
  readonly ruleVersion?: string;
  /** Seconds since the epoch. */
  readonly at: number;
};

/** What a person sees of a look at their record. */
export type LookMade = {
  readonly action: string;
  readonly officeId: string;
  readonly actorId?: string;
  readonly caseNumber?: string;
  readonly object?: string;
  readonly purpose?: string;
  /** Version of the published purposes that says what it means. */
  readonly purposeVersion?: number;
  readonly reason?: string;
  /** Seconds since the epoch, by the clock of the database. */
  readonly at: number;
};

/** What was done. Nobody changes it. @throws PermitError STORE_FAILED */
export type HistoryStore = {
  /** In the order in which it happened. */
  moves(machine: Machine, subjectId: string): Promise<readonly MoveMade[]>;
  /** Everything that the audit log holds of a person, the newest first. @throws PermitError PERSON_ERASED */
  looks(personId: string, limit: number): Promise<readonly LookMade[]>;
};
