/** A file of a paper register that is taken over. */
export type ImportRun = {
  readonly id: string;
  readonly officeId: string;
  /** SHA-256 of the file. */
  readonly digest: Uint8Array;
  readonly rows: number;
  readonly startedBy: string;
  /** Seconds since the epoch. */
  readonly startedAt: number;
  readonly finishedAt?: number;
};

/** TAKEN: a draft came of it. KNOWN: an earlier row of the same key was taken. */
export type ImportOutcome = 'TAKEN' | 'KNOWN' | 'REFUSED';

/** A row that waits. */
export type WaitingRow = {
  readonly line: number;
  /** The cells by column. */
  readonly cells: Readonly<Record<string, string>>;
  /** 32 bytes: the row's key under a hash that only the office can make. */
  readonly rowTag: Uint8Array;
};

/** What became of a row; it holds nothing of what stood in it. */
export type ImportedRow = {
  /** Line of the file; the first row below the heading is 2. */
  readonly line: number;
  readonly outcome?: ImportOutcome;
  /** Why it was refused. */
  readonly code?: string;
  readonly applicationId?: string;
};

/** How many rows of a run stand where. */
export type ImportCounts = Readonly<Record<ImportOutcome | 'WAITING', number>>;

/** @throws PermitError STORE_CONFLICT when the file was taken over before, or the row is done; STORE_FAILED */
export type ImportStore = {
  /** Hash of the key of a row, by the office's index key. */
  tagOf(officeId: string, rowKey: string): Uint8Array;
  /** Seals the rows under the key of the run, which must exist. */
  insertRun(run: ImportRun, rows: readonly WaitingRow[]): Promise<void>;
  findRun(id: string): Promise<ImportRun | undefined>;
  /** Those of an office with their counts, the newest first. */
  runsOf(
    officeId: string,
    limit: number,
  ): Promise<readonly { readonly run: ImportRun; readonly counts: ImportCounts }[]>;
  findRunOf(officeId: string, digest: Uint8Array): Promise<ImportRun | undefined>;
  /** Locks the row. */
  findWaiting(runId: string, line: number): Promise<WaitingRow | undefined>;
  waitingLines(runId: string): Promise<readonly number[]>;
  /** The application that came of a row with that tag. */
  findTaken(rowTag: Uint8Array): Promise<string | undefined>;
  finishRow(runId: string, row: ImportedRow & { readonly outcome: ImportOutcome; readonly at: number }): Promise<void>;
  finishRun(runId: string, at: number): Promise<void>;
  rows(runId: string): Promise<readonly ImportedRow[]>;
};
