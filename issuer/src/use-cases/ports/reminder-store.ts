import type { PlainDate } from '@residence-permit/shared/plain-date';

/** A permit in force, and the last day of its endorsement. */
export type EndorsementDue = {
  readonly permitId: string;
  readonly permitNumber: string;
  readonly personId: string;
  readonly endorsedThrough: PlainDate;
};

/** What went out about endorsements. @throws PermitError STORE_FAILED */
export type ReminderStore = {
  /** Permits in force of an office whose endorsement ends between two days, both included; by id. */
  due(query: {
    readonly officeId: string;
    readonly from: PlainDate;
    readonly through: PlainDate;
    readonly limit: number;
    /** Id of the last permit of the page before. */
    readonly after?: string;
  }): Promise<readonly EndorsementDue[]>;
  /** Days before the end of that endorsement on which a reminder went out; -1: it told of the lapse. */
  sent(due: Pick<EndorsementDue, 'permitId' | 'endorsedThrough'>): Promise<readonly number[]>;
  /** True: this call noted it, and no other did before. */
  note(
    due: Pick<EndorsementDue, 'permitId' | 'endorsedThrough'>,
    sent: { readonly daysBefore: number; readonly at: number },
  ): Promise<boolean>;
};
