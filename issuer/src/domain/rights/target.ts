import type { Action } from './actions.ts';
import type { Owner } from './subject.ts';

/** Where something is kept: at an office, anywhere in a jurisdiction (a search over it), or nowhere that is known. */
export type Place =
  | { readonly kind: 'office'; readonly officeId: string; readonly jurisdiction: string }
  | { readonly kind: 'jurisdiction'; readonly jurisdiction: string }
  | { readonly kind: 'none' };

/** What is asked about. Everything is stated, so that nothing is allowed because it was forgotten. */
export type Target = {
  readonly place: Place;
  /** Everybody it belongs to: the person, the filing organisation, the department of a grant. */
  readonly owners: readonly Owner[];
  readonly sealed: boolean;
  /** Who has done what on this thing before. */
  readonly earlierActs: readonly { readonly action: Action; readonly accountId: string }[];
};

/** What it is wanted for, as the caller said it. */
export type Ground = {
  readonly purpose: string | undefined;
  readonly caseNumber: string | undefined;
  /** Free text; required for a sealed record and kept with the audit event. */
  readonly reason: string | undefined;
};
