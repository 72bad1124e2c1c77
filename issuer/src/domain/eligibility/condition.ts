import type { PlainDate } from '@residence-permit/shared/plain-date';
import type { Ground } from '@residence-permit/shared/records';
import type { ConditionOutcome } from './facts.ts';

/** What would make a condition met. */
export type WhatWouldChange =
  /** Nothing but time, provided that residence goes on: met from this day. */
  | { readonly kind: 'WAIT_UNTIL'; readonly on: PlainDate }
  /** No registered dwelling reaches today. */
  | { readonly kind: 'REGISTER_RESIDENCE' }
  /** Somebody has to look at what was said. */
  | { readonly kind: 'CONFIRM'; readonly fact: 'HUKOU' | 'RESIDENCE' | 'GROUND' | 'EXEMPTION' }
  /** Nobody said it yet. */
  | { readonly kind: 'STATE'; readonly fact: 'HUKOU' }
  /** So many more of these grounds. */
  | { readonly kind: 'BRING_GROUNDS'; readonly anyOf: readonly Ground[]; readonly missing: number }
  /** One of these, as the government defines them. */
  | { readonly kind: 'BE_EXEMPT' }
  /** A permit is for people whose hukou is elsewhere; whoever has it here needs none. */
  | { readonly kind: 'NOT_NEEDED' };

/** One condition of a rule: the clause, what it came to, the papers it rests on, and what would change it. */
export type Condition<Name extends string> = {
  readonly condition: Name;
  readonly clause: string;
  readonly outcome: ConditionOutcome;
  readonly evidence: readonly string[];
  /** Empty for a condition that is met. */
  readonly changes: readonly WhatWouldChange[];
};
