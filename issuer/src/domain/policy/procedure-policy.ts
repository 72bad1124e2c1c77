import { z } from 'zod';
import { clause, list, members, plainDate, titles, wholeNumber } from './schema-parts.ts';

/** Working days: every Monday to Friday that is no holiday, and the weekend days that are worked instead. */
export const calendarPolicySchema = members({ holidays: list(plainDate), workedWeekendDays: list(plainDate) });

export type CalendarPolicy = z.output<typeof calendarPolicySchema>;

/** The clock from acceptance to issue. Decree 663 art. 9. */
export const clockPolicySchema = members({
  /** The decree says "days"; whether the Licensing Law's working days apply is unsettled. Calendar days are the stricter. */
  calendar: z.enum(['calendar', 'working']),
  /** Days from acceptance to issue. */
  acceptanceDays: z.int().min(1).max(30),
  /** Most days in all, extension included. */
  maxDays: z.int().min(1).max(30),
  extensionGrounds: list(members({ id: z.string().regex(/^[A-Z][A-Z_]*$/), titles, clause })),
  clause,
}).refine(({ acceptanceDays, maxDays }) => acceptanceDays <= maxDays, 'acceptanceDays: want at most maxDays');

export type ClockPolicy = z.output<typeof clockPolicySchema>;

/** What else runs in days. */
export const termsPolicySchema = members({
  /** Days to bring missing papers after they were told; then the application lapses. */
  supplementDays: wholeNumber,
  /** Days for which a card waits in the drawer. */
  uncollectedDays: wholeNumber,
  /** Days within which a holder tells of another address or employer. Zhejiang and Hangzhou: 10. */
  changeDays: wholeNumber,
  /** Days for asking the higher authority (Administrative Reconsideration Law art. 20), months for the court. */
  reconsiderationDays: wholeNumber,
  lawsuitMonths: wholeNumber,
});

export type TermsPolicy = z.output<typeof termsPolicySchema>;

/** The loss hold: a report by phone stops the card at once, and it stays liftable until the card is replaced. */
export const lossHoldPolicySchema = members({
  byPhone: z.boolean(),
  /** What has to be shown so that a hold is lifted. */
  lift: z.enum(['CARD_AND_IDENTITY', 'IDENTITY']),
  /** Days after which the holder is asked whether the card was found; 0: never. */
  remindAfterDays: wholeNumber,
});

export type LossHoldPolicy = z.output<typeof lossHoldPolicySchema>;

/** Registration of residence and reports of third parties. Hangzhou: stay of 3 days or more, 3 working days. */
export const registrationPolicySchema = members({
  /** Shortest stay, in days, that is registered. */
  minStayDays: wholeNumber,
  /** Longest stay, in days, with close relatives that needs no registration. */
  relativeStayDays: wholeNumber,
  /** Working days within which a person registers after arrival. */
  registerWorkingDays: wholeNumber,
  /** Working days within which an employer, landlord, property firm or agent reports. */
  reportWorkingDays: wholeNumber,
  clause,
});

export type RegistrationPolicy = z.output<typeof registrationPolicySchema>;
