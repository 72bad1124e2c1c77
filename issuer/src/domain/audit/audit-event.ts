/** One event of the audit log, every column of it. Instants are microseconds since 1970; null is what the row leaves out. */
export type AuditEvent = {
  /** Number of the row: grows with each event, with gaps where a transaction did not happen. */
  readonly id: bigint;
  readonly officeId: string;
  /** Clock of the database; null for what is no moment, which the database refuses. */
  readonly at: bigint | null;
  /** Clock of the process that acted. */
  readonly processAt: bigint | null;
  readonly actorId: string | null;
  readonly action: string;
  readonly subjectTag: Uint8Array | null;
  readonly caseNumber: string | null;
  readonly object: string | null;
  readonly purpose: string | null;
  /** Which published version says what the purpose means; null without a purpose, and in events of before there were versions. */
  readonly purposeVersion: number | null;
  readonly reason: string | null;
  readonly bodyHash: Uint8Array | null;
  readonly requestId: string | null;
};

/** The place of an event in the chain of an office. */
export type AuditLink = {
  readonly officeId: string;
  /** 1 for the first event of the office, and so on without a gap. */
  readonly seq: bigint;
  readonly eventId: bigint;
  /** 32 bytes: the hash of the link before, or zeros. */
  readonly prevHash: Uint8Array;
  /** 32 bytes. */
  readonly hash: Uint8Array;
  /** Microseconds since 1970. */
  readonly linkedAt: bigint | null;
};

/** SHA-256 (FIPS 180-4), given by the shell. */
export type Sha256 = (bytes: Uint8Array) => Uint8Array;
