/** How long a case has been open, in days from its acceptance; the third ends with the term of Decree 663 art. 9. */
export const AGE_BANDS = ['0-5', '6-10', '11-15', '16-30', 'over-30'] as const;
export type AgeBand = (typeof AGE_BANDS)[number];

const LAST_DAYS = [5, 10, 15, 30] as const;

/** The band of so many days. @throws RangeError when it is no whole number from 0 */
export function ageBandOf(days: number): AgeBand {
  if (!Number.isInteger(days) || days < 0) throw new RangeError(`days: want a whole number from 0, got ${days}`);
  const at = LAST_DAYS.findIndex((last) => days <= last);
  return AGE_BANDS[at] ?? 'over-30';
}
