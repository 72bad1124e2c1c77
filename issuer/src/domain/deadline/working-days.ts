import { addDays, type PlainDate, toEpochDays } from '@residence-permit/shared/plain-date';
import type { CalendarPolicy } from '../policy/index.ts';

/** Longest search for a working day: a calendar without any would never answer. */
const MAX_IDLE_DAYS = 366;
const SATURDAY = 6;

/** True for Monday to Friday that is no holiday, and for a weekend day that is worked instead of one. */
export function isWorkingDay(day: PlainDate, calendar: CalendarPolicy): boolean {
  if (calendar.workedWeekendDays.includes(day)) return true;
  const weekday = weekdayOf(day);
  return weekday >= 1 && weekday < SATURDAY && !calendar.holidays.includes(day);
}

/**
 * The `count`-th working day after a day, that day itself not counted; the day itself for 0.
 * @throws RangeError when `count` is no whole number from 0, or the calendar has no working day within a year
 */
export function addWorkingDays(day: PlainDate, count: number, calendar: CalendarPolicy): PlainDate {
  if (!Number.isInteger(count) || count < 0) throw new RangeError(`count: want a whole number from 0, got ${count}`);
  let at = day;
  for (let left = count; left > 0; left -= 1) at = nextWorkingDay(at, calendar);
  return at;
}

/** Working days after a day up to and with another one, which lies not before it: what `addWorkingDays` added. */
export function countWorkingDays(from: PlainDate, through: PlainDate, calendar: CalendarPolicy): number {
  const ahead = Math.max(0, toEpochDays(through) - toEpochDays(from));
  return Array.from({ length: ahead }, (_, at) => addDays(from, at + 1)).filter((day) => isWorkingDay(day, calendar))
    .length;
}

function nextWorkingDay(day: PlainDate, calendar: CalendarPolicy): PlainDate {
  for (let ahead = 1; ahead <= MAX_IDLE_DAYS; ahead += 1) {
    const candidate = addDays(day, ahead);
    if (isWorkingDay(candidate, calendar)) return candidate;
  }
  throw new RangeError('calendar: no working day within a year');
}

/** 0 Sunday to 6 Saturday; 1970-01-01 was a Thursday. */
function weekdayOf(day: PlainDate): number {
  return (((toEpochDays(day) + 4) % 7) + 7) % 7;
}
