import { dateAt, parsePlainDate, toEpochDays } from '@residence-permit/shared/plain-date';

/** China Standard Time, by which all offices count. */
const UTC_OFFSET_MINUTES = 480;

/** Calendar days from today to a day (YYYY-MM-DD): 0 today, negative afterwards. `now`: seconds since the epoch. */
export function daysUntil(day: string, now: number): number {
  return toEpochDays(parsePlainDate(day)) - toEpochDays(dateAt(now, UTC_OFFSET_MINUTES));
}
