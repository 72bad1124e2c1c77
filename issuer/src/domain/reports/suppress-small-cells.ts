/** One row of a table of counts: how many people of that group. */
export type CountedGroup = { readonly group: string; readonly people: number };

/** A row as it is published: a count, or nothing where it is too small or would give a small one away. */
export type PublishedGroup = { readonly group: string; readonly people: number | 'SUPPRESSED' };

/** A table as it is published. The total is that of all rows, those that are suppressed included. */
export type PublishedTable = { readonly groups: readonly PublishedGroup[]; readonly total: number | 'SUPPRESSED' };

/**
 * A table of counts in which nobody can be found. Counts from 1 to below `smallCell` are suppressed; when what is suppressed
 * can be told from the total, because it is one row or its sum is small itself, the next smallest rows go with it, and the
 * total goes too when no row is left to hide behind. A zero is published: it is about nobody.
 * @throws RangeError when a count is no whole number from 0
 */
export function suppressSmallCells(groups: readonly CountedGroup[], smallCell: number): PublishedTable {
  for (const { group, people } of groups) {
    if (!Number.isInteger(people) || people < 0) throw new RangeError(`${group}: want a whole number of people`);
  }
  const total = sum(groups.map(({ people }) => people));
  const hidden = new Set(groups.filter(({ people }) => people > 0 && people < smallCell).map(({ group }) => group));
  const reserve = groups
    .filter(({ group, people }) => people > 0 && !hidden.has(group))
    .toSorted((a, b) => a.people - b.people);
  const givenAway = () =>
    hidden.size > 0 &&
    (hidden.size === 1 || sum(groups.filter(({ group }) => hidden.has(group)).map(({ people }) => people)) < smallCell);
  for (const { group } of reserve) {
    if (!givenAway()) break;
    hidden.add(group);
  }
  return {
    groups: groups.map(({ group, people }) => ({ group, people: hidden.has(group) ? 'SUPPRESSED' : people })),
    total: givenAway() ? 'SUPPRESSED' : total,
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
