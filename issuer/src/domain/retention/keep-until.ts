import { addDays, compareDates, type PlainDate } from '@residence-permit/shared/plain-date';
import type { EvidenceType, RecordClass, RetentionPolicy, RetentionRule, RetentionStart } from '../policy/index.ts';

/** What is kept: a paper of a type, or a record of a class. */
export type Kept =
  | { readonly kind: 'EVIDENCE'; readonly type: EvidenceType }
  | { readonly kind: 'RECORD'; readonly record: RecordClass };

/** The days on which periods of retention begin, as far as they have come. */
export type RetentionDays = Readonly<Partial<Record<RetentionStart, PlainDate>>>;

export type RetentionAnswer =
  /** The period has not begun: the case is open, or the permit goes on. */
  | { readonly kind: 'OPEN' }
  /** Kept through that day, itself included. */
  | { readonly kind: 'KEEP'; readonly through: PlainDate }
  | { readonly kind: 'DELETE'; readonly since: PlainDate }
  /** An appeal, a dispute or an audit needs it; nothing is deleted under it. */
  | { readonly kind: 'HELD' };

/** The rule for a thing. */
export function ruleFor(kept: Kept, { evidence, records }: RetentionPolicy): RetentionRule {
  return kept.kind === 'EVIDENCE' ? evidence[kept.type] : records[kept.record];
}

/** Whether a thing is kept on a day. PIPL arts. 19 and 47: deleted when its purpose is fulfilled or its period is over. */
export function keepUntil(
  kept: Kept,
  asked: {
    readonly days: RetentionDays;
    readonly today: PlainDate;
    readonly onHold: 'ON_HOLD' | 'FREE';
    readonly policy: RetentionPolicy;
  },
): RetentionAnswer {
  if (asked.onHold === 'ON_HOLD') return { kind: 'HELD' };
  const rule = ruleFor(kept, asked.policy);
  const start = asked.days[rule.from];
  if (start === undefined) return { kind: 'OPEN' };
  const through = addDays(start, rule.days);
  if (compareDates(asked.today, through) <= 0) return { kind: 'KEEP', through };
  return { kind: 'DELETE', since: addDays(through, 1) };
}
