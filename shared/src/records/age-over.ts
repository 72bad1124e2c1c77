import { addYears, compareDates, type PlainDate } from '../plain-date/index.ts';
import type { AgeOver } from './permit-record.ts';

/** Which ages a person born on a day has reached on another. Born on 29 February: reached on 28 February of other years. */
export function ageOverOn(birthDate: PlainDate, day: PlainDate): AgeOver {
  const reached = (age: number) => compareDates(addYears(birthDate, age), day) <= 0;
  return { over16: reached(16), over18: reached(18), over60: reached(60) };
}
