import { EVIDENCE_TYPES, type EvidenceType } from './evidence-type.ts';
import type { RetentionPolicy, RetentionRule } from './retention-policy.ts';

const SHORTEST = 'Personal Information Protection Law art. 19';
const YEAR = 365;

/** A paper is kept until its decision can no longer be contested: two years, which covers reconsideration and court. */
const PAPER: RetentionRule = { from: 'DECIDED', days: 2 * YEAR, clause: SHORTEST };
/** The signed portrait is on the card and in the permit; the picture that was handed in has done its work. */
const PORTRAIT: RetentionRule = { from: 'CASE_CLOSED', days: 30, clause: SHORTEST };

function evidenceRules(): RetentionPolicy['evidence'] {
  const rules = EVIDENCE_TYPES.map((type) => [type, type === 'PORTRAIT' ? PORTRAIT : PAPER] as const);
  return Object.fromEntries(rules) as Record<EvidenceType, RetentionRule>;
}

/** Periods for a place that has set none of its own. */
export const DEFAULT_RETENTION: RetentionPolicy = {
  evidence: evidenceRules(),
  records: {
    CASE: { from: 'PERMIT_ENDED', days: 5 * YEAR, clause: SHORTEST },
    REGISTRATION: { from: 'PERMIT_ENDED', days: 5 * YEAR, clause: SHORTEST },
    REPORT: { from: 'RECORDED', days: YEAR, clause: SHORTEST },
    CARD: { from: 'PERMIT_ENDED', days: 5 * YEAR, clause: SHORTEST },
    GRANT: { from: 'PERMIT_ENDED', days: 5 * YEAR, clause: SHORTEST },
    GRANT_USE: { from: 'RECORDED', days: 2 * YEAR, clause: SHORTEST },
    MESSAGE: { from: 'RECORDED', days: 180, clause: SHORTEST },
    VERIFICATION_EVENT: { from: 'RECORDED', days: 183, clause: 'Cybersecurity Law art. 21' },
    ACCESS_EVENT: { from: 'RECORDED', days: 3 * YEAR, clause: 'Personal Information Protection Law art. 56' },
    AUDIT_EVENT: { from: 'RECORDED', days: 10 * YEAR, clause: 'Decree 663 art. 20' },
  },
};
