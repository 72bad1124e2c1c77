import { type CountedGroup, suppressSmallCells } from '../../domain/reports/index.ts';
import type { PolicySet } from '../../domain/policy/index.ts';

/** A count as it is shown: nothing, and the flag, where it is small or would give a small one away. */
export type PublishedCount = { readonly count: number | null; readonly isSuppressed: boolean };

/** Rows of counts as they are shown, in their order, with what all of them come to. */
export type PublishedCounts = { readonly rows: readonly PublishedCount[]; readonly total: PublishedCount };

/** Suppresses what is smaller than the rules of the city let be shown. @throws RangeError when a count is none */
export function publishCounts(
  counts: readonly number[],
  { statistics }: Pick<PolicySet, 'statistics'>,
): PublishedCounts {
  const groups = counts.map((people, at): CountedGroup => ({ group: String(at), people }));
  const { groups: rows, total } = suppressSmallCells(groups, statistics.smallCell);
  return { rows: rows.map(({ people }) => toCount(people)), total: toCount(total) };
}

function toCount(people: number | 'SUPPRESSED'): PublishedCount {
  return people === 'SUPPRESSED' ? { count: null, isSuppressed: true } : { count: people, isSuppressed: false };
}
