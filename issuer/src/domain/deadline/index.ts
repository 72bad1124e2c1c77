export {
  type CaseClock,
  type ClockReading,
  type ClockRules,
  decideExtension,
  extendedUntil,
  type ExtensionRefusal,
  readClock,
  resumeClock,
  stopClock,
} from './case-clock.ts';
export { DONE_STATES, findClockStop, isRunning, RUNNING_STATES } from './clock-stop.ts';
export { changeNotice, collectableThrough, remedyTerms, supplementDueOn } from './terms.ts';
export { type Turn, whoseTurn } from './whose-turn.ts';
export { addWorkingDays, countWorkingDays, isWorkingDay } from './working-days.ts';
export { REMEDY_TERMS } from './remedy-terms.ts';
