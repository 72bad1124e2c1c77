import { addDays, type PlainDate, parsePlainDate } from '@residence-permit/shared/plain-date';
import { EVIDENCE_TYPES, type PolicySet, type RetentionStart } from '../../domain/policy/index.ts';
import { ruleFor } from '../../domain/retention/index.ts';
import type { OfficeTransaction } from '../ports/index.ts';
import { isEvidenceType } from './papers-of.ts';

/** A paper whose period has not begun is kept: nobody knows its last day yet. */
export const NOT_YET: PlainDate = parsePlainDate('9999-12-31');

/** Until when a paper of that type is kept that was handed in on a day. */
export function retainedUntil(type: string, policy: PolicySet, today: PlainDate): PlainDate {
  const rule = isEvidenceType(type) ? ruleFor({ kind: 'EVIDENCE', type }, policy.retention) : undefined;
  return rule?.from === 'RECORDED' ? addDays(today, rule.days) : NOT_YET;
}

/** Sets the last day of the papers of a case whose period begins with what has just happened. */
export async function startRetention(
  tx: OfficeTransaction,
  applicationId: string,
  what: { readonly starts: readonly RetentionStart[]; readonly policy: PolicySet; readonly today: PlainDate },
): Promise<void> {
  const { starts, policy, today } = what;
  const begun = EVIDENCE_TYPES.flatMap((type) => {
    const { from, days } = ruleFor({ kind: 'EVIDENCE', type }, policy.retention);
    return starts.includes(from) ? [{ type, days }] : [];
  });
  for (const days of new Set(begun.map((one) => one.days))) {
    const types = begun.filter((one) => one.days === days).map(({ type }) => type);
    await tx.evidence.retain(applicationId, { types, until: addDays(today, days) });
  }
}
