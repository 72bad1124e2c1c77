import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import type { RightRefusal } from '../../domain/rights/index.ts';
import { atOffice } from '../catalogue/index.ts';
import type { DoneMerge, ListedMerge, MergeHold, MergeUndo, OfficeTransaction, SignedIn } from '../ports/index.ts';
import { auditBoth, type MergedPair } from './audit-both.ts';
import { onPerson, openRecord } from './on-person.ts';
import type { PersonDeps, PersonFile, PersonRefusal } from './person-file.ts';

/** Why a merge is not undone. */
export type UndoObstacle =
  | MergeHold
  /** Somebody is to be forgotten: that is settled first. */
  | 'erasure-requested';

type UndoRefusal = PersonRefusal | UndoObstacle /** The second record was not merged into the first. */ | 'not-merged';
export type RequestUndoRefusal = UndoRefusal | 'already-requested' | 'reason-blank';
export type ApproveUndoRefusal = UndoRefusal | 'not-requested';

/** One officer asks that two records that were made one be two again. */
export function makeRequestUndo(deps: PersonDeps) {
  return (
    by: SignedIn,
    input: MergedPair & { readonly reason: string },
  ): Promise<Outcome<MergeUndo, RequestUndoRefusal>> =>
    onMerged<MergeUndo, RequestUndoRefusal>(deps, { by, pair: input }, async (tx, { merge, now }) => {
      const { reason } = input;
      if (reason.trim() === '') return refused('reason-blank');
      if ((await tx.mergeUndos.findOpen(merge.id)) !== undefined) return refused('already-requested');
      const obstacle = await findObstacle(tx, merge);
      if (obstacle !== undefined) return refused(obstacle);
      const undo = { id: deps.newId(), mergeId: merge.id, reason, requestedBy: by.accountId, requestedAt: now };
      await tx.mergeUndos.insert(undo);
      await auditBoth(tx, input, 'undo-requested');
      return ok(undo);
    });
}

/**
 * Another officer approves: what came from the closed record goes back to it, as long as nothing new hangs on it, and whether
 * the two are one person is asked again. What the record that stayed got since then stays there.
 * @throws PermitError STORE_CONFLICT when another change came first
 */
export function makeApproveUndo(deps: PersonDeps) {
  return (by: SignedIn, pair: MergedPair): Promise<Outcome<MergeUndo, ApproveUndoRefusal>> =>
    onMerged<MergeUndo, ApproveUndoRefusal>(deps, { by, pair }, async (tx, { merge, now }) => {
      const undo = await tx.mergeUndos.findOpen(merge.id);
      if (undo === undefined) return refused('not-requested');
      if (undo.requestedBy === by.accountId) return refused('same-person');
      const obstacle = await findObstacle(tx, merge);
      if (obstacle !== undefined) return refused(obstacle);
      await tx.mergeUndos.carryOut({ merge, undo }, { by: by.accountId, at: now });
      await tx.duplicates.reopen(merge.candidateId);
      await auditBoth(tx, pair, 'undone');
      return ok(undo);
    });
}

/** Of one office: more than anybody looks through. */
const MAX_MERGES = 100;

/** Merges that were carried out between records of the caller's office, the newest first. It opens no record. */
export function makeListMerges(deps: PersonDeps) {
  return (by: SignedIn): Promise<Outcome<readonly ListedMerge[], RightRefusal>> =>
    atOffice<readonly ListedMerge[], never>(deps, by, { action: 'person.merge' }, async (tx, { office }) =>
      ok(await tx.mergeUndos.listDone({ officeId: office.id, limit: MAX_MERGES })),
    );
}

type MergedFile = PersonFile & { readonly merge: DoneMerge };

/** Runs work on a merge that was carried out: the right is asked on both records, the closed one included. */
function onMerged<Value, Refusal extends string>(
  deps: PersonDeps,
  { by, pair }: { readonly by: SignedIn; readonly pair: MergedPair },
  work: (tx: OfficeTransaction, file: MergedFile) => Promise<Outcome<Value, Refusal>>,
): Promise<Outcome<Value, Refusal | PersonRefusal | 'not-merged'>> {
  const { personId, mergedId } = pair;
  const act = { action: 'person.merge', place: 'office of the record' } as const;
  type Answer = Refusal | PersonRefusal | 'not-merged';
  return onPerson<Value, Answer>(deps, by, { ...act, personId }, async (tx, file) => {
    const closed = (await tx.persons.mergedInto(personId)).find(({ id }) => id === mergedId);
    const merge = await tx.mergeUndos.findDone({ survivorId: personId, mergedId });
    if (closed === undefined || merge === undefined) return refused('not-merged');
    const asked = { ...act, by, personId: mergedId, officeId: file.office.id, person: closed };
    const other = await openRecord(tx, file.now, asked);
    return other.ok ? work(tx, { ...file, merge }) : other;
  });
}

async function findObstacle(tx: OfficeTransaction, merge: DoneMerge): Promise<UndoObstacle | undefined> {
  const { isErasureRequested } = await tx.merges.standing(merge.survivorId);
  if (isErasureRequested) return 'erasure-requested';
  const [hold] = await tx.mergeUndos.holds(merge);
  return hold;
}
