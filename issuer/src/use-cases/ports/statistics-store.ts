import type { PlainDate } from '@residence-permit/shared/plain-date';
import type { ApplicationKind } from '../../domain/policy/index.ts';

/** How a case came out: decided, taken back, or fallen away. */
export const CASE_OUTCOMES = ['APPROVED', 'REFUSED', 'WITHDRAWN', 'LAPSED'] as const;
export type CaseOutcome = (typeof CASE_OUTCOMES)[number];

/** Which offices, and which days by each office's calendar: from the first, before the last. */
export type CountQuery = {
  readonly officeIds: readonly string[];
  readonly from: PlainDate;
  readonly before: PlainDate;
};

/** Open cases of an office that were accepted on one day of its calendar. */
export type OpenCount = { readonly officeId: string; readonly acceptedOn: PlainDate; readonly cases: number };
/** Cases of an office whose clock stopped in a month, YYYY-MM. */
export type StopCount = {
  readonly officeId: string;
  readonly month: string;
  readonly isLate: boolean;
  readonly cases: number;
};
/** Cases of an office that came out so in a month, YYYY-MM. */
export type OutcomeCount = {
  readonly officeId: string;
  readonly month: string;
  readonly kind: ApplicationKind;
  readonly outcome: CaseOutcome;
  readonly cases: number;
};

/** Counts of cases, as they are: whoever shows them suppresses the small ones. @throws PermitError STORE_FAILED */
export type StatisticsStore = {
  /** Those whose clock runs. */
  openCases(officeIds: readonly string[]): Promise<readonly OpenCount[]>;
  /** Those that were ready, refused or closed, by the last such move of each; not those that are open again. */
  stoppedClocks(query: CountQuery): Promise<readonly StopCount[]>;
  /** A case that came out twice, such as first refused and approved after an appeal, is in both. */
  outcomes(query: CountQuery): Promise<readonly OutcomeCount[]>;
};
