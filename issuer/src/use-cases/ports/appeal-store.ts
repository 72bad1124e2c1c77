import type { PlainDate } from '@residence-permit/shared/plain-date';
import type { AppealState } from '../../domain/lifecycles/index.ts';
import type { DecisionReason } from './application-store.ts';

/** A request to look at a decision again. */
export type Appeal = {
  readonly id: string;
  readonly applicationId: string;
  readonly decisionId: string;
  readonly state: AppealState;
  /** What the person says against the decision, in their words. */
  readonly grounds: string;
  readonly filedBy: string;
  /** Seconds since the epoch, each once. */
  readonly filedAt: number;
  /** Last day on which its decision is in time. */
  readonly dueOn: PlainDate;
  readonly admittedBy?: string;
  readonly outcome?: 'UPHELD' | 'DISMISSED';
  readonly reasons?: readonly DecisionReason[];
  readonly decidedBy?: string;
  readonly decidedAt?: number;
  readonly version: number;
};

/** @throws PermitError STORE_CONFLICT when another change came first, or one is open; PERSON_ERASED; STORE_FAILED */
export type AppealStore = {
  /** The grounds are sealed under the key of the case. */
  insert(appeal: Appeal): Promise<void>;
  ofApplication(applicationId: string): Promise<readonly Appeal[]>;
  /** The case that an appeal is about. */
  findCase(appealId: string): Promise<string | undefined>;
  save(
    before: Appeal,
    change: Partial<Pick<Appeal, 'state' | 'admittedBy' | 'outcome' | 'reasons' | 'decidedBy' | 'decidedAt'>>,
  ): Promise<Appeal>;
};
