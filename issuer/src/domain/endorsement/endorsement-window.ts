import { addDays, addMonths, addYears, compareDates, type PlainDate } from '@residence-permit/shared/plain-date';
import type { EndorsementPolicy } from '../policy/index.ts';

/** What the days of an endorsement depend on. */
export type WindowRules = Pick<EndorsementPolicy, 'windowMonths' | 'dueDay'>;

/** The decree as it stands: one month, the due day included. Decree 663 art. 10. */
export const DECREE_WINDOW: WindowRules = { windowMonths: 1, dueDay: 'INCLUSIVE' };

/** `EARLY` before the window, `IN_TIME` inside it, `LATE` after it. */
export type Timing = 'EARLY' | 'IN_TIME' | 'LATE';

export type WindowReading = {
  /** First day of the window; the last day of a shorter month where it has no such day. */
  readonly opensOn: PlainDate;
  /** Last day on which an endorsement is in time and the permit good. */
  readonly endorsedThrough: PlainDate;
  readonly timing: Timing;
};

/** The window of the endorsement that follows one which is good through a day. */
export function readWindow(
  endorsedThrough: PlainDate,
  { today, rules }: { readonly today: PlainDate; readonly rules: WindowRules },
): WindowReading {
  const opensOn = opensOnFor(endorsedThrough, rules);
  if (compareDates(today, endorsedThrough) > 0) return { opensOn, endorsedThrough, timing: 'LATE' };
  return { opensOn, endorsedThrough, timing: compareDates(today, opensOn) < 0 ? 'EARLY' : 'IN_TIME' };
}

/**
 * How far an endorsement reaches that is given today: through the first full year from the anchor that ends after the
 * running endorsement and whose window has not opened yet. Counted from the anchor each time, so that 29 February or a
 * month's end comes back in the years that have it. The anchor lies on the day after the running endorsement at the latest.
 */
export function throughOf(endorsed: {
  readonly anchorOn: PlainDate;
  readonly after: PlainDate | undefined;
  readonly today: PlainDate;
  readonly rules: WindowRules;
}): PlainDate {
  const { anchorOn, after, today, rules } = endorsed;
  const elapsed = Number(today.slice(0, 4)) - Number(anchorOn.slice(0, 4));
  for (let years = Math.max(1, elapsed); ; years += 1) {
    const through = lastGoodDay(anchorOn, years, rules);
    const reaches = after === undefined || compareDates(through, after) > 0;
    if (reaches && compareDates(today, opensOnFor(through, rules)) < 0) return through;
  }
}

/** The day from which years are counted, for an endorsement of which only its last day is known. */
export function anchorBehind(endorsedThrough: PlainDate, rules: WindowRules): PlainDate {
  return addDays(dueOnFor(endorsedThrough, rules), 1);
}

/** The due day is the last day of a full year from the anchor. */
function lastGoodDay(anchorOn: PlainDate, years: number, { dueDay }: WindowRules): PlainDate {
  const dueOn = addDays(addYears(anchorOn, years), -1);
  return dueDay === 'INCLUSIVE' ? dueOn : addDays(dueOn, -1);
}

function dueOnFor(endorsedThrough: PlainDate, { dueDay }: WindowRules): PlainDate {
  return dueDay === 'INCLUSIVE' ? endorsedThrough : addDays(endorsedThrough, 1);
}

function opensOnFor(endorsedThrough: PlainDate, rules: WindowRules): PlainDate {
  return addMonths(dueOnFor(endorsedThrough, rules), -rules.windowMonths);
}
