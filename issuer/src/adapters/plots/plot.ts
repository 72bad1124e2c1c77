/** A number of people, or nothing where it would tell of single ones. */
export type PlottedCount = number | 'SUPPRESSED';

/** One bar, or one point of a line. */
export type PlottedRow = { readonly label: string; readonly people: PlottedCount };

/** A plot in one language: the rows are those of the table beside it, in the same order. */
export type Plot = {
  /** Unique on its page: letters, digits and hyphens. */
  readonly id: string;
  readonly title: string;
  /** What there is to see, in a sentence, for who cannot see it; the numbers are in the table. */
  readonly description: string;
  readonly rows: readonly PlottedRow[];
  /** What stands in the place of a suppressed number. */
  readonly suppressed: string;
};
