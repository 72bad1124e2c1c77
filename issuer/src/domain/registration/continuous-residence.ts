import { addDays, addMonths, compareDates, type PlainDate, toEpochDays } from '@residence-permit/shared/plain-date';
import type { EligibilityPolicy } from '../policy/index.ts';
import type { ResidenceInterval } from './residence-interval.ts';
import { wholeMonths } from './whole-months.ts';

/** Days between two stays on which no dwelling was registered. */
export type ResidenceGap = {
  readonly from: PlainDate;
  readonly through: PlainDate;
  readonly days: number;
  /** False: short enough for the policy; its days are not counted, and residence goes on. */
  readonly breaks: boolean;
};

export type ContinuousResidence = {
  /** First day of the unbroken residence that reaches today; absent when nobody lives here today. */
  readonly since?: PlainDate;
  /** Whole months of it, days of gaps not counted. */
  readonly months: number;
  /** References of the intervals that make it up, in their order. */
  readonly intervals: readonly string[];
  /** All gaps up to today, the broken-off past included. */
  readonly gaps: readonly ResidenceGap[];
  /** The day on which so many months are full, provided that residence goes on. */
  readonly reachedOn: (months: number) => PlainDate | undefined;
};

type Rules = Pick<EligibilityPolicy, 'maxGapDays' | 'countFrom'>;
type Spell = { readonly id: string; readonly from: PlainDate; readonly through: PlainDate };
/** Stays without a break; `idle` counts the days of the gaps inside it. */
type Run = {
  readonly from: PlainDate;
  readonly through: PlainDate;
  readonly ids: readonly string[];
  readonly idle: number;
};

/** What residence amounts to on a day. The caller says which intervals count; they may overlap and come in any order. */
export function continuousResidence(
  intervals: readonly ResidenceInterval[],
  { today, rules }: { readonly today: PlainDate; readonly rules: Rules },
): ContinuousResidence {
  const spells = intervals
    .map((interval) => spellOf(interval, today, rules))
    .filter(({ from, through }) => compareDates(from, through) <= 0)
    .toSorted((a, b) => compareDates(a.from, b.from));
  const { runs, gaps } = joinSpells(spells, rules.maxGapDays);
  const last = runs.at(-1);
  if (last === undefined || daysBetween(last.through, today) > rules.maxGapDays) {
    return { months: 0, intervals: [], gaps, reachedOn: () => undefined };
  }
  const idle = last.idle + daysBetween(last.through, today);
  const counted = addDays(last.from, idle);
  return {
    since: last.from,
    months: wholeMonths(counted, today),
    intervals: last.ids,
    gaps,
    reachedOn: (months) => addMonths(counted, months),
  };
}

function spellOf(interval: ResidenceInterval, today: PlainDate, { countFrom }: Rules): Spell {
  const { id, from, registeredOn, through = today } = interval;
  return {
    id,
    from: countFrom === 'REGISTRATION' && compareDates(registeredOn, from) > 0 ? registeredOn : from,
    through: compareDates(through, today) > 0 ? today : through,
  };
}

function joinSpells(spells: readonly Spell[], maxGapDays: number) {
  const runs: Run[] = [];
  const gaps: ResidenceGap[] = [];
  for (const { id, from, through } of spells) {
    const run = runs.at(-1);
    const days = run === undefined ? 0 : daysBetween(run.through, from) - 1;
    const breaks = days > maxGapDays;
    if (run !== undefined && days > 0) {
      gaps.push({ from: addDays(run.through, 1), through: addDays(from, -1), days, breaks });
    }
    if (run === undefined || breaks) {
      runs.push({ from, through, ids: [id], idle: 0 });
      continue;
    }
    runs[runs.length - 1] = {
      from: run.from,
      through: compareDates(through, run.through) > 0 ? through : run.through,
      ids: [...run.ids, id],
      idle: run.idle + Math.max(0, days),
    };
  }
  return { runs, gaps };
}

function daysBetween(from: PlainDate, to: PlainDate): number {
  return toEpochDays(to) - toEpochDays(from);
}
