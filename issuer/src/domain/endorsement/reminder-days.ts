import { addDays, compareDates, type PlainDate } from '@residence-permit/shared/plain-date';
import type { EndorsementPolicy } from '../policy/index.ts';

/** A reminder, and the day on which it goes out. */
export type Reminder = { readonly daysBefore: number; readonly on: PlainDate };

/** The reminders of an endorsement, soonest first. Hangzhou art. 25: the authority offers them. */
export function reminderDays(
  endorsedThrough: PlainDate,
  { reminderDays: days }: Pick<EndorsementPolicy, 'reminderDays'>,
): readonly Reminder[] {
  return days
    .map((daysBefore) => ({ daysBefore, on: addDays(endorsedThrough, -daysBefore) }))
    .toSorted((a, b) => compareDates(a.on, b.on));
}

/**
 * The reminder to send today: the latest one whose day has come, unless it went out before; after a day on which nothing
 * ran, one reminder goes out and not two. None once the endorsement has lapsed.
 */
export function dueReminder(
  endorsedThrough: PlainDate,
  {
    today,
    sent,
    policy,
  }: {
    readonly today: PlainDate;
    /** `daysBefore` of those that went out. */
    readonly sent: readonly number[];
    readonly policy: Pick<EndorsementPolicy, 'reminderDays'>;
  },
): Reminder | undefined {
  if (compareDates(today, endorsedThrough) > 0) return undefined;
  const latest = reminderDays(endorsedThrough, policy)
    .filter(({ on }) => compareDates(on, today) <= 0)
    .at(-1);
  return latest === undefined || sent.includes(latest.daysBefore) ? undefined : latest;
}
