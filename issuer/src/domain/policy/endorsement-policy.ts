import { z } from 'zod';
import { clause, list, members, wholeNumber } from './schema-parts.ts';

/** The yearly endorsement. Decree 663 art. 10; Zhejiang counts from issue, Hangzhou art. 20 pauses the count. */
export const endorsementPolicySchema = members({
  /** Each full year of residence, or each full year from the issue of the card. */
  anchor: z.enum(['RESIDENCE', 'ISSUE_DATE']),
  /** Length of the window before the due day, in months. */
  windowMonths: z.int().min(1).max(11),
  /** Whether an endorsement on the due day itself is in time, and the use function runs through it. */
  dueDay: z.enum(['INCLUSIVE', 'EXCLUSIVE']),
  /** What a late endorsement does to the years of residence: they stand still meanwhile, or begin anew. */
  residenceYearsOnLapse: z.enum(['PAUSE', 'RESET']),
  /** What the refusal of an endorsement does to the permit. Hangzhou art. 21: it ends. */
  onRefusal: z.enum(['TERMINATE', 'LEAVE_TO_LAPSE']),
  /** Days before the due day on which the holder is reminded, descending. Hangzhou art. 25. */
  reminderDays: list(wholeNumber),
  clauses: members({ window: clause, lapse: clause, refusal: clause }),
});

export type EndorsementPolicy = z.output<typeof endorsementPolicySchema>;
