export {
  afterRefusal,
  decideRenewal,
  type Renewal,
  type RenewalCase,
  type RenewalRefusal,
  renewalReasons,
} from './decide-renewal.ts';
export {
  anchorBehind,
  DECREE_WINDOW,
  readWindow,
  throughOf,
  type Timing,
  type WindowReading,
  type WindowRules,
} from './endorsement-window.ts';
export { anchorDay, type PlannedEndorsement, planFirst, planNext } from './plan-endorsement.ts';
export { dueReminder, type Reminder, reminderDays } from './reminder-days.ts';
export {
  countResidence,
  effectOfEndorsing,
  type EndorsementEffect,
  type Lapse,
  type LapseRule,
  lapseEndedBy,
  type ResidenceCount,
} from './residence-count.ts';
