import type { AnswerId } from './answer.ts';

/** Words for people, in the two languages of the product. */
export type Titles = { readonly zh: string; readonly en: string };

/** Why a terminal taps: what it may read for that and which questions it needs answered. */
export type Purpose = {
  /** Lower-case words joined by hyphens, at most 32 characters. */
  readonly id: string;
  readonly titles: Titles;
  /** Data groups to read beside DG1, ascending, each 2 to 21. */
  readonly fields: readonly number[];
  /** Questions that count for the verdict; at least one. */
  readonly asks: readonly AnswerId[];
  /** The entitlement kind of the question `entitled`; present exactly when it is asked. */
  readonly kind?: string;
};
