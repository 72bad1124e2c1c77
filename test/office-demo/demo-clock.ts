import { dateAt, toEpochDays } from '@residence-permit/shared/plain-date';

const DAY_S = 86_400;
/** China Standard Time. */
const UTC_OFFSET_MINUTES = 480;
/** Ten in the morning. */
const MORNING_S = 10 * 3600;

/** A clock that stands until it is set, and is never set back: what happened long ago is made on its own day. */
export type DemoClock = ReturnType<typeof demoClock>;

/** Makes one that shows `now`, in seconds since 1970. */
export function demoClock(now: number) {
  let shown = 0;
  return {
    clock: (): number => shown,
    /** The morning of the day so many days before; of today, this moment. */
    goTo(daysAgo: number): void {
      const next = morningBefore(now, daysAgo);
      if (next < shown) throw new RangeError(`daysAgo: ${daysAgo} lies before what was made already`);
      shown = next;
    },
    /** A few minutes later on the same day. */
    pass(seconds: number): void {
      shown = Math.min(shown + seconds, now);
    },
  };
}

function morningBefore(now: number, daysAgo: number): number {
  if (daysAgo === 0) return now;
  const today = toEpochDays(dateAt(now, UTC_OFFSET_MINUTES));
  return (today - daysAgo) * DAY_S - UTC_OFFSET_MINUTES * 60 + MORNING_S;
}
