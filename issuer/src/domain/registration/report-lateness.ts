import { compareDates, type PlainDate } from '@residence-permit/shared/plain-date';
import { addWorkingDays } from '../deadline/index.ts';
import type { PolicySet } from '../policy/index.ts';

/** Who files what they know. Decree 663 art. 8: they assist, they do not decide. */
export const REPORTERS = ['EMPLOYER', 'LANDLORD', 'PROPERTY_FIRM', 'AGENT', 'SCHOOL'] as const;
export type Reporter = (typeof REPORTERS)[number];

/** What is reported: a job, a lease or an enrolment began or ended. */
export const REPORT_SUBJECTS = [
  'JOB_START',
  'JOB_END',
  'LEASE_START',
  'LEASE_END',
  'STUDY_START',
  'STUDY_END',
] as const;
export type ReportSubject = (typeof REPORT_SUBJECTS)[number];

/** What each of them may report; an agent reports the deals that it made. */
const MAY_REPORT = {
  EMPLOYER: ['JOB_START', 'JOB_END'],
  LANDLORD: ['LEASE_START', 'LEASE_END'],
  PROPERTY_FIRM: ['LEASE_START', 'LEASE_END'],
  AGENT: ['JOB_START', 'JOB_END', 'LEASE_START', 'LEASE_END'],
  SCHOOL: ['STUDY_START', 'STUDY_END'],
} as const satisfies Record<Reporter, readonly ReportSubject[]>;

/** True when a reporter of that kind files reports on that subject. */
export function mayReport(reporter: Reporter, subject: ReportSubject): boolean {
  const subjects: readonly ReportSubject[] = MAY_REPORT[reporter];
  return subjects.includes(subject);
}

/** Until when a report was due, and whether it came later. Hangzhou: within 3 working days of the start, end or deal. */
export function reportLateness(
  report: { readonly happenedOn: PlainDate; readonly receivedOn: PlainDate },
  rules: Pick<PolicySet, 'registration' | 'calendar'>,
): { readonly dueOn: PlainDate; readonly late: boolean } {
  const dueOn = addWorkingDays(report.happenedOn, rules.registration.reportWorkingDays, rules.calendar);
  return { dueOn, late: compareDates(report.receivedOn, dueOn) > 0 };
}
