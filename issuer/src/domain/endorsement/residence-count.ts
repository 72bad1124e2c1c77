import { addDays, compareDates, type PlainDate, toEpochDays } from '@residence-permit/shared/plain-date';
import type { EndorsementPolicy } from '../policy/index.ts';
import { wholeMonths } from '../registration/index.ts';

/** Days on which the use function was suspended, both included. */
export type Lapse = { readonly from: PlainDate; readonly through: PlainDate };

export type LapseRule = EndorsementPolicy['residenceYearsOnLapse'];

/** Residence as the holder may count it, for points and for hukou (Decree 663 arts. 15 and 16). */
export type ResidenceCount = {
  readonly months: number;
  readonly years: number;
  /** Days of lapses that do not count. */
  readonly daysNotCounted: number;
};

/** What endorsing today does to the count, told before it is done. */
export type EndorsementEffect = {
  /** Absent when the endorsement is in time: then nothing is lost. */
  readonly lapse?: Lapse;
  readonly rule: LapseRule;
  /** The count as it will be, and as it would be had the endorsement been in time. */
  readonly count: ResidenceCount;
  readonly inTime: ResidenceCount;
  /** The count under the other rule, since the raw lapses are kept and the rule may change. */
  readonly otherRule: ResidenceCount;
};

type Counted = { readonly since: PlainDate; readonly lapses: readonly Lapse[]; readonly today: PlainDate };

/**
 * Residence since a day. PAUSE (Hangzhou art. 20): the days of lapses do not count. RESET: the count begins anew on the day
 * after the last lapse. Lapses before `since` or after today are cut off, and overlapping ones count once.
 */
export function countResidence({ since, lapses, today }: Counted, rule: LapseRule): ResidenceCount {
  const inside = lapses.flatMap(({ from, through }) => {
    const [first, last] = [later(from, since), earlier(through, today)];
    return compareDates(first, last) > 0 ? [] : [{ from: first, through: last }];
  });
  const days = distinctDays(inside);
  const lastDay = inside
    .map(({ through }) => through)
    .toSorted(compareDates)
    .at(-1);
  const from = rule === 'PAUSE' || lastDay === undefined ? addDays(since, days) : addDays(lastDay, 1);
  const months = wholeMonths(from, today);
  return { months, years: Math.floor(months / 12), daysNotCounted: days };
}

/**
 * The lapse that an endorsement given today would end: from the day after the last good one through today, on which the
 * permit was suspended until it was endorsed. Absent when it is in time.
 */
export function lapseEndedBy(endorsedThrough: PlainDate, today: PlainDate): Lapse | undefined {
  return compareDates(today, endorsedThrough) > 0 ? { from: addDays(endorsedThrough, 1), through: today } : undefined;
}

/** What endorsing today would do to residence; `counted` holds the lapses of the past, without the running one. */
export function effectOfEndorsing(
  counted: Counted & { readonly endorsedThrough: PlainDate },
  rule: LapseRule,
): EndorsementEffect {
  const lapse = lapseEndedBy(counted.endorsedThrough, counted.today);
  const lapsed = { ...counted, lapses: lapse === undefined ? counted.lapses : [...counted.lapses, lapse] };
  return {
    ...(lapse === undefined ? {} : { lapse }),
    rule,
    count: countResidence(lapsed, rule),
    inTime: countResidence(counted, rule),
    otherRule: countResidence(lapsed, rule === 'PAUSE' ? 'RESET' : 'PAUSE'),
  };
}

function distinctDays(lapses: readonly Lapse[]): number {
  let days = 0;
  let reached: PlainDate | undefined;
  for (const { from, through } of lapses.toSorted((a, b) => compareDates(a.from, b.from))) {
    const start = reached === undefined || compareDates(from, reached) > 0 ? from : addDays(reached, 1);
    if (compareDates(start, through) > 0) continue;
    days += toEpochDays(through) - toEpochDays(start) + 1;
    reached = through;
  }
  return days;
}

function later(a: PlainDate, b: PlainDate): PlainDate {
  return compareDates(a, b) >= 0 ? a : b;
}

function earlier(a: PlainDate, b: PlainDate): PlainDate {
  return compareDates(a, b) <= 0 ? a : b;
}
