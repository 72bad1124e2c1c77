import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import { addDays, compareDates, type PlainDate, toEpochDays } from '@residence-permit/shared/plain-date';
import type { CalendarPolicy, ClockPolicy } from '../policy/index.ts';
import { addWorkingDays, countWorkingDays } from './working-days.ts';

/**
 * The clock of a case. It starts with the acceptance receipt, runs against the office and is never paused: papers that are
 * missing are told before acceptance, so that waiting for the applicant lies before it. Decree 663 art. 9.
 */
export type CaseClock = {
  readonly acceptedOn: PlainDate;
  /** Total days after extension and the ground that was stated; once only. */
  readonly extension?: { readonly days: number; readonly ground: string };
  /** Day on which the card was ready, or the refusal given. */
  readonly stoppedOn?: PlainDate;
};

/** The rules that a clock runs by. */
export type ClockRules = { readonly clock: ClockPolicy; readonly calendar: CalendarPolicy };

export type ClockReading = {
  /** Last day on which the office is in time. */
  readonly dueOn: PlainDate;
  /** Last day that any extension could reach. */
  readonly latestOn: PlainDate;
  /** Calendar days to the due day; 0 on it, negative after it. Counted to the day on which the clock stopped. */
  readonly daysLeft: number;
  readonly state: 'RUNNING' | 'OVERDUE' | 'STOPPED_IN_TIME' | 'STOPPED_LATE';
};

export type ExtensionRefusal =
  /** The policy names no such ground; without a stated ground there is no extension. */
  | 'ground-unknown'
  | 'already-extended'
  | 'clock-stopped'
  /** An extension is given before the due day has passed. */
  | 'overdue'
  | 'not-longer'
  | 'beyond-maximum';

/** What the clock says on a day. The day of acceptance is not counted. */
export function readClock(clock: CaseClock, today: PlainDate, rules: ClockRules): ClockReading {
  const dueOn = dayOf(clock.acceptedOn, clock.extension?.days ?? rules.clock.acceptanceDays, rules);
  const latestOn = dayOf(clock.acceptedOn, rules.clock.maxDays, rules);
  const until = clock.stoppedOn ?? today;
  const late = compareDates(until, dueOn) > 0;
  const running = late ? 'OVERDUE' : 'RUNNING';
  const stopped = late ? 'STOPPED_LATE' : 'STOPPED_IN_TIME';
  return {
    dueOn,
    latestOn,
    daysLeft: toEpochDays(dueOn) - toEpochDays(until),
    state: clock.stoppedOn === undefined ? running : stopped,
  };
}

/** The clock with more days. `days` is the total from acceptance, in the days of the policy's calendar, at most its maximum. */
export function decideExtension(
  clock: CaseClock,
  asked: { readonly days: number; readonly ground: string; readonly today: PlainDate },
  rules: ClockRules,
): Outcome<CaseClock, ExtensionRefusal> {
  const { days, ground, today } = asked;
  if (!rules.clock.extensionGrounds.some(({ id }) => id === ground)) return refused('ground-unknown');
  if (clock.stoppedOn !== undefined) return refused('clock-stopped');
  if (clock.extension !== undefined) return refused('already-extended');
  if (readClock(clock, today, rules).state === 'OVERDUE') return refused('overdue');
  if (!Number.isInteger(days) || days <= rules.clock.acceptanceDays) return refused('not-longer');
  if (days > rules.clock.maxDays) return refused('beyond-maximum');
  return ok({ ...clock, extension: { days, ground } });
}

/** The clock stopped on a day. @throws RangeError when that day lies before acceptance */
export function stopClock(clock: CaseClock, stoppedOn: PlainDate): CaseClock {
  if (compareDates(stoppedOn, clock.acceptedOn) < 0) throw new RangeError('stoppedOn: before acceptance');
  return { ...clock, stoppedOn };
}

/** The clock running on, as if it had never stopped: the card has to be made again. */
export function resumeClock({ acceptedOn, extension }: CaseClock): CaseClock {
  return extension === undefined ? { acceptedOn } : { acceptedOn, extension };
}

/** The clock of a case that was extended until a day: so many days in all, in those of the policy's calendar. */
export function extendedUntil(
  acceptedOn: PlainDate,
  { dueOn, ground }: { readonly dueOn: PlainDate; readonly ground: string },
  { clock, calendar }: ClockRules,
): CaseClock {
  const isWorking = clock.calendar === 'working';
  const days = isWorking ? countWorkingDays(acceptedOn, dueOn, calendar) : toEpochDays(dueOn) - toEpochDays(acceptedOn);
  return { acceptedOn, extension: { days, ground } };
}

function dayOf(acceptedOn: PlainDate, days: number, { clock, calendar }: ClockRules): PlainDate {
  return clock.calendar === 'working' ? addWorkingDays(acceptedOn, days, calendar) : addDays(acceptedOn, days);
}
