/** That two records be one: what belongs to `mergedId` goes to `survivorId`. */
export type PersonMerge = {
  readonly id: string;
  readonly survivorId: string;
  readonly mergedId: string;
  /** The pair that a person called the same. */
  readonly candidateId: string;
  /** Without personal data. */
  readonly reason: string;
  readonly requestedBy: string;
  /** Seconds since the epoch. */
  readonly requestedAt: number;
};

/** What one record has that a person can have once only. */
export type RecordStanding = {
  readonly permitNumber?: string;
  /** Active, or held as lost. */
  readonly liveCard?: string;
  readonly cardInProduction?: string;
  readonly openCases: readonly string[];
  readonly hasOpenStay: boolean;
  readonly isErasureRequested: boolean;
};

/** How much of a record would go to the other one. */
export type RecordExtent = {
  readonly registrations: number;
  readonly applications: number;
  readonly permits: number;
  readonly cards: number;
  readonly papers: number;
  readonly reports: number;
};

/** @throws PermitError STORE_CONFLICT when one is open or another approved it first; STORE_FAILED */
export type MergeStore = {
  insert(merge: PersonMerge): Promise<void>;
  findOpen(pair: Pick<PersonMerge, 'survivorId' | 'mergedId'>): Promise<PersonMerge | undefined>;
  standing(personId: string): Promise<RecordStanding>;
  extent(personId: string): Promise<RecordExtent>;
  /**
   * Signs it, moves every row of the merged record under the surviving one and closes the first. Nothing is sealed anew: each
   * row keeps its key.
   */
  carryOut(merge: PersonMerge, approved: { readonly by: string; readonly at: number }): Promise<void>;
};
