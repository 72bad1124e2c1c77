import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import { addDays, compareDates, type PlainDate, toEpochDays } from '@residence-permit/shared/plain-date';
import { addWorkingDays } from '../deadline/index.ts';
import { canMove } from '../lifecycles/index.ts';
import type { PolicySet } from '../policy/index.ts';
import type { ResidenceInterval } from './residence-interval.ts';

type Rules = Pick<PolicySet, 'registration' | 'calendar'>;

export type DeclareRefusal =
  | 'days-reversed'
  /** Nobody has arrived yet. */
  | 'in-future'
  /** The stay is known to be shorter than what is registered. */
  | 'stay-too-short'
  /** Another stay is still open: it is changed or ended first. */
  | 'another-is-open';
export type VerifyRefusal = 'not-declared' | 'evidence-missing';
export type EndRefusal = 'not-open' | 'in-future' | 'before-arrival';

/** A stay as it was declared, on a day. */
export type Declaration = Pick<ResidenceInterval, 'id' | 'from' | 'through' | 'evidenceId'> & {
  readonly declaredOn: PlainDate;
};

/** A declared stay, and whether it was told later than the law asks. Late registration counts all the same, from its day. */
export type Declared = { readonly interval: ResidenceInterval; readonly dueOn: PlainDate; readonly late: boolean };

/** A new interval, in state DECLARED. Hangzhou: within 3 working days of arrival, for a stay of 3 days or more. */
export function decideDeclaration(
  declaration: Declaration,
  known: readonly ResidenceInterval[],
  rules: Rules,
): Outcome<Declared, DeclareRefusal> {
  const { declaredOn, ...stay } = declaration;
  if (stay.through !== undefined && compareDates(stay.from, stay.through) > 0) return refused('days-reversed');
  if (compareDates(stay.from, declaredOn) > 0) return refused('in-future');
  if (stay.through !== undefined && daysOf(stay.from, stay.through) < rules.registration.minStayDays) {
    return refused('stay-too-short');
  }
  if (stay.through === undefined && known.some(isOpen)) return refused('another-is-open');
  const dueOn = addWorkingDays(stay.from, rules.registration.registerWorkingDays, rules.calendar);
  const interval = { ...stay, state: 'DECLARED', registeredOn: declaredOn } as const;
  return ok({ interval, dueOn, late: compareDates(declaredOn, dueOn) > 0 });
}

/** The interval after an officer saw its paper: CURRENT while it goes on, ENDED when it was over. */
export function decideVerification(
  interval: ResidenceInterval,
  today: PlainDate,
): Outcome<readonly ResidenceInterval[], VerifyRefusal> {
  if (!canMove('REGISTRATION', interval.state, 'VERIFIED')) return refused('not-declared');
  if (interval.evidenceId === undefined) return refused('evidence-missing');
  const over = interval.through !== undefined && compareDates(interval.through, today) < 0;
  return ok([
    { ...interval, state: 'VERIFIED' },
    { ...interval, state: over ? 'ENDED' : 'CURRENT' },
  ]);
}

/** The open interval closed: CHANGED when the person moved inside the jurisdiction, ENDED when they left it. */
export function decideEnd(
  interval: ResidenceInterval,
  end: { readonly through: PlainDate; readonly state: 'CHANGED' | 'ENDED'; readonly today: PlainDate },
): Outcome<ResidenceInterval, EndRefusal> {
  if (!canMove('REGISTRATION', interval.state, end.state)) return refused('not-open');
  if (compareDates(end.through, end.today) > 0) return refused('in-future');
  if (compareDates(end.through, interval.from) < 0) return refused('before-arrival');
  return ok({ ...interval, through: end.through, state: end.state });
}

/** The last day at the old dwelling of somebody who moved in elsewhere on `from`: the day before, so that no day is missing. */
export function lastDayBefore(from: PlainDate): PlainDate {
  return addDays(from, -1);
}

function isOpen({ state, through }: ResidenceInterval): boolean {
  return through === undefined && (state === 'DECLARED' || state === 'VERIFIED' || state === 'CURRENT');
}

/** Days of a stay, the first and the last included. */
function daysOf(from: PlainDate, through: PlainDate): number {
  return toEpochDays(through) - toEpochDays(from) + 1;
}
