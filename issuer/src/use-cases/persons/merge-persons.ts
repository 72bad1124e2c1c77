import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import type { OfficeTransaction, PersonMerge, RecordExtent, RecordStanding, SignedIn } from '../ports/index.ts';
import { auditBoth, type MergedPair } from './audit-both.ts';
import { onPerson, openPerson } from './on-person.ts';
import type { PersonDeps, PersonFile, PersonRefusal } from './person-file.ts';

/** What a person can have once only, and both records have: one of the two has to be ended first. */
export type MergeObstacle =
  | 'both-permits-in-force'
  | 'both-cards-live'
  | 'both-cards-in-production'
  | 'both-cases-open'
  | 'both-stays-open'
  /** Somebody is to be forgotten: that is settled first. */
  | 'erasure-requested';

/** What a merge would do, before anybody signs: it is undone only while nothing new hangs on what it moved. */
export type MergePreview = {
  readonly survivor: RecordStanding;
  readonly merged: RecordStanding;
  readonly moves: RecordExtent;
  readonly obstacles: readonly MergeObstacle[];
};

type PairRefusal = PersonRefusal /** Nobody called the two the same. */ | 'not-called-same';
export type PreviewMergeRefusal = PairRefusal;
export type RequestMergeRefusal = PairRefusal | MergeObstacle | 'already-requested' | 'reason-blank';
export type ApproveMergeRefusal = PairRefusal | MergeObstacle | 'not-requested';

/** Shows what a merge would move, and what stands in its way. */
export function makePreviewMerge(deps: PersonDeps) {
  return (by: SignedIn, pair: MergedPair): Promise<Outcome<MergePreview, PreviewMergeRefusal>> =>
    onPair<MergePreview, never>(deps, { by, pair }, async (tx) => {
      const { survivor, merged, obstacles } = await compare(tx, pair);
      await auditBoth(tx, pair, 'preview');
      return ok({ survivor, merged, obstacles, moves: await tx.merges.extent(pair.mergedId) });
    });
}

/** One officer asks that two records be one, after a person called them the same. */
export function makeRequestMerge(deps: PersonDeps) {
  return (
    by: SignedIn,
    input: MergedPair & { readonly reason: string },
  ): Promise<Outcome<PersonMerge, RequestMergeRefusal>> => {
    const { personId: survivorId, mergedId, reason } = input;
    return onPair<PersonMerge, RequestMergeRefusal>(deps, { by, pair: input }, async (tx, { candidateId, now }) => {
      if (reason.trim() === '') return refused('reason-blank');
      if ((await tx.merges.findOpen({ survivorId, mergedId })) !== undefined) return refused('already-requested');
      const [obstacle] = (await compare(tx, input)).obstacles;
      if (obstacle !== undefined) return refused(obstacle);
      const pair = { survivorId, mergedId, candidateId };
      const merge = { id: deps.newId(), ...pair, reason, requestedBy: by.accountId, requestedAt: now };
      await tx.merges.insert(merge);
      await auditBoth(tx, input, 'requested');
      return ok(merge);
    });
  };
}

/**
 * Another officer approves: everything of the second record goes to the first, which alone is found from then on, also by the
 * ID number of the second.
 * @throws PermitError STORE_CONFLICT when another change came first
 */
export function makeApproveMerge(deps: PersonDeps) {
  return (by: SignedIn, pair: MergedPair): Promise<Outcome<PersonMerge, ApproveMergeRefusal>> =>
    onPair<PersonMerge, ApproveMergeRefusal>(deps, { by, pair }, async (tx, { person, merged, now }) => {
      const { personId: survivorId, mergedId } = pair;
      const merge = await tx.merges.findOpen({ survivorId, mergedId });
      if (merge === undefined) return refused('not-requested');
      if (merge.requestedBy === by.accountId) return refused('same-person');
      const [obstacle] = (await compare(tx, pair)).obstacles;
      if (obstacle !== undefined) return refused(obstacle);
      const undecided = (await tx.duplicates.ofPerson(mergedId)).filter(({ decided }) => decided === undefined);
      await auditBoth(tx, pair, 'approved');
      await tx.merges.carryOut(merge, { by: by.accountId, at: now });
      if (merged.isSealed && !person.isSealed) await tx.persons.setSealed(survivorId, true);
      // What nobody has answered about the closed record is asked about the other one.
      const asked = undecided.map(({ personA, personB }) => (personA === mergedId ? personB : personA));
      const pairs = asked.filter((other) => other !== survivorId).map((other) => [survivorId, other] as const);
      if (pairs.length > 0)
        await tx.duplicates.add(
          pairs.map((persons) => ({ id: deps.newId(), persons })),
          now,
        );
      return ok(merge);
    });
}

type PairFile = PersonFile & { readonly merged: PersonFile['person']; readonly candidateId: string };

/** Runs work on two records in one transaction: the right is asked on each, and a person must have called them the same. */
function onPair<Value, Refusal extends string>(
  deps: PersonDeps,
  { by, pair }: { readonly by: SignedIn; readonly pair: MergedPair },
  work: (tx: OfficeTransaction, file: PairFile) => Promise<Outcome<Value, Refusal>>,
): Promise<Outcome<Value, Refusal | PairRefusal>> {
  const { personId, mergedId } = pair;
  const act = { action: 'person.merge', place: 'office of the record' } as const;
  return onPerson<Value, Refusal | PairRefusal>(deps, by, { ...act, personId }, async (tx, file) => {
    const other = await openPerson(tx, file.now, { ...act, by, personId: mergedId, officeId: file.office.id });
    if (!other.ok) return other;
    const same = (await tx.duplicates.ofPerson(personId)).find(
      ({ personA, personB, decided }) =>
        decided?.outcome === 'SAME' && personId !== mergedId && [personA, personB].includes(mergedId),
    );
    if (same === undefined) return refused('not-called-same');
    return work(tx, { ...file, merged: other.value.person, candidateId: same.id });
  });
}

async function compare(tx: OfficeTransaction, { personId, mergedId }: MergedPair) {
  const [survivor, merged] = [await tx.merges.standing(personId), await tx.merges.standing(mergedId)];
  const both = (has: (standing: RecordStanding) => boolean) => has(survivor) && has(merged);
  const found: readonly (readonly [MergeObstacle, boolean])[] = [
    ['both-permits-in-force', both(({ permitNumber }) => permitNumber !== undefined)],
    ['both-cards-live', both(({ liveCard }) => liveCard !== undefined)],
    ['both-cards-in-production', both(({ cardInProduction }) => cardInProduction !== undefined)],
    ['both-cases-open', both(({ openCases }) => openCases.length > 0)],
    ['both-stays-open', both(({ hasOpenStay }) => hasOpenStay)],
    ['erasure-requested', survivor.isErasureRequested || merged.isErasureRequested],
  ];
  return { survivor, merged, obstacles: found.flatMap(([obstacle, is]) => (is ? [obstacle] : [])) };
}
