import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import type { PlainDate } from '@residence-permit/shared/plain-date';
import type { EndorsementPolicy } from '../policy/index.ts';
import { readWindow, throughOf, type WindowRules } from './endorsement-window.ts';

/** The days of an endorsement, both included, and the day from which the next years count. */
export type PlannedEndorsement = {
  readonly windowFrom: PlainDate;
  readonly endorsedThrough: PlainDate;
  readonly anchorOn: PlainDate;
};

/** The day from which full years count: of residence (decree), or of the card's issue (Zhejiang). */
export function anchorDay(
  anchor: EndorsementPolicy['anchor'],
  days: { readonly residentSince: PlainDate; readonly issuedOn: PlainDate },
): PlainDate {
  return anchor === 'RESIDENCE' ? days.residentSince : days.issuedOn;
}

/** The first endorsement, given at activation. Whoever activates inside a window has the following year as well. */
export function planFirst(
  anchorOn: PlainDate,
  { today, rules }: { readonly today: PlainDate; readonly rules: WindowRules },
): PlannedEndorsement {
  return { windowFrom: today, endorsedThrough: throughOf({ anchorOn, after: undefined, today, rules }), anchorOn };
}

/**
 * The next yearly endorsement. In time: through the next full year from the same anchor. Late: the permit is restored from
 * today on, and the years count from today. Decree 663 art. 10.
 */
export function planNext(
  last: { readonly anchorOn: PlainDate; readonly endorsedThrough: PlainDate },
  { today, rules }: { readonly today: PlainDate; readonly rules: WindowRules },
): Outcome<PlannedEndorsement & { readonly timing: 'IN_TIME' | 'LATE' }, 'too-early'> {
  const { timing } = readWindow(last.endorsedThrough, { today, rules });
  if (timing === 'EARLY') return refused('too-early');
  if (timing === 'LATE') return ok({ ...planFirst(today, { today, rules }), timing });
  const { anchorOn, endorsedThrough: after } = last;
  return ok({ windowFrom: today, endorsedThrough: throughOf({ anchorOn, after, today, rules }), anchorOn, timing });
}
