import { dateAt, type PlainDate } from '@residence-permit/shared/plain-date';

/** Minutes east of UTC of the clocks on the pages: GB/T 7408 puts China eight hours east. */
const OFFSET_MINUTES = 480;

/** The day of an instant in seconds since the epoch, by the clocks that the pages show. */
export function todayAt(seconds: number): PlainDate {
  return dateAt(seconds, OFFSET_MINUTES);
}
