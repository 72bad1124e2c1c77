export { type ContinuousResidence, continuousResidence, type ResidenceGap } from './continuous-residence.ts';
export {
  type Declaration,
  type Declared,
  type DeclareRefusal,
  decideDeclaration,
  decideEnd,
  decideVerification,
  type EndRefusal,
  lastDayBefore,
  type VerifyRefusal,
} from './decide-registration.ts';
export {
  mayReport,
  type Reporter,
  REPORTERS,
  REPORT_SUBJECTS,
  type ReportSubject,
  reportLateness,
} from './report-lateness.ts';
export { isVerified, type ResidenceInterval } from './residence-interval.ts';
export { wholeMonths } from './whole-months.ts';
