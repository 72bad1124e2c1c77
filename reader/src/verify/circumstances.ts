import { dateAt, type PlainDate } from '@residence-permit/shared/plain-date';
import type { Purpose } from '@residence-permit/shared/purposes';
import type { Trust } from '@residence-permit/shared/trust-bundle';
import type { StalenessBudget } from './staleness-budget.ts';
import type { VerifierEngine } from './verifier-engine.ts';

/** Everything besides the card that a judgement rests on. Nothing here has a default. */
export type Circumstances = {
  readonly purpose: Purpose;
  readonly trust: Trust;
  readonly staleness: StalenessBudget;
  /** When the card was tapped: seconds since 1970. */
  readonly at: number;
  /** The latest reading of this clock before the tap; absent: what the trust remembers is all. */
  readonly clockFloor?: number;
  /** How far the calendar of the service point is ahead of UTC; 480 in China. Dates on the card are days of that calendar. */
  readonly utcOffsetMinutes: number;
  readonly engine: VerifierEngine;
};

/** The calendar day of the tap at the service point. */
export function todayOf(circumstances: Pick<Circumstances, 'at' | 'utcOffsetMinutes'>): PlainDate {
  return dateAt(circumstances.at, circumstances.utcOffsetMinutes);
}
