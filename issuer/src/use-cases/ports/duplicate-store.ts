/** Two persons of the register who may be one. */
export type DuplicateCandidate = {
  readonly id: string;
  /** The lesser UUID of the two. */
  readonly personA: string;
  readonly personB: string;
  /** Seconds since the epoch. */
  readonly foundAt: number;
  readonly decided?: {
    readonly outcome: 'SAME' | 'DIFFERENT';
    /** No personal data. */
    readonly reason: string;
    readonly by: string;
    readonly at: number;
  };
};

/** @throws PermitError STORE_CONFLICT when another decided first; STORE_FAILED */
export type DuplicateStore = {
  /** Adds the pairs that are not known yet; a decided one stays decided. */
  add(
    pairs: readonly { readonly id: string; readonly persons: readonly [string, string] }[],
    at: number,
  ): Promise<void>;
  find(id: string): Promise<DuplicateCandidate | undefined>;
  /** Without those that were merged since. */
  ofPerson(personId: string): Promise<readonly DuplicateCandidate[]>;
  decide(candidate: DuplicateCandidate, decided: NonNullable<DuplicateCandidate['decided']>): Promise<void>;
  /** Takes an answer back that was wrong: the pair is asked about again. */
  reopen(id: string): Promise<void>;
};
