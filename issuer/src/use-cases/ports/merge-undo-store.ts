import type { PersonMerge } from './merge-store.ts';

/** A merge that was carried out and not undone. */
export type DoneMerge = PersonMerge & { /** Seconds since the epoch. */ readonly approvedAt: number };

/** That a merge be undone: what was moved goes back to the record that it came from. */
export type MergeUndo = Pick<PersonMerge, 'id' | 'reason' | 'requestedBy' | 'requestedAt'> & {
  readonly mergeId: string;
};

/** What keeps a merge from being undone: something new hangs on what it moved. */
export type MergeHold =
  /** A case, stay, permit, card or report that was moved is in another state than then. */
  | 'moved-went-on'
  /** A fact, paper, decision, fee, card, endorsement, grant or hold was added to what was moved. */
  | 'new-on-moved'
  /** A stay that was moved counted for a case, a permit or a year of the record that stayed. */
  | 'moved-stay-counted'
  /** What was moved was not listed, since the merge was made before lists were kept. */
  | 'rows-unlisted';

/** A merge that was carried out, and the undo that was asked for, if one was. */
export type ListedMerge = DoneMerge & { readonly undo?: MergeUndo };

/** @throws PermitError STORE_CONFLICT when one is open or another approved it first; STORE_FAILED */
export type MergeUndoStore = {
  findDone(pair: Pick<PersonMerge, 'survivorId' | 'mergedId'>): Promise<DoneMerge | undefined>;
  /** Those of records of an office, the newest first. */
  listDone(at: { readonly officeId: string; readonly limit: number }): Promise<readonly ListedMerge[]>;
  insert(undo: MergeUndo): Promise<void>;
  findOpen(mergeId: string): Promise<MergeUndo | undefined>;
  /** All that keep it from being undone. */
  holds(merge: DoneMerge): Promise<readonly MergeHold[]>;
  /** Signs it, opens the closed record and moves back under it what the merge had moved, and nothing else. */
  carryOut(
    undone: { readonly merge: DoneMerge; readonly undo: MergeUndo },
    approved: { readonly by: string; readonly at: number },
  ): Promise<void>;
};
