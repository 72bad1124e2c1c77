import type { Granted } from '../../domain/rights/index.ts';
import type { AuditEntry } from '../ports/index.ts';

/** The audit entry of a look at somebody: what for, for which case, and why. */
export function lookEntry(granted: Granted, personId: string, object?: string): AuditEntry {
  const { action, purpose, caseNumber, reason } = granted;
  return {
    action,
    personId,
    ...(object === undefined ? {} : { object }),
    ...(purpose === undefined ? {} : { purpose }),
    ...(caseNumber === undefined ? {} : { caseNumber }),
    ...(reason === undefined ? {} : { reason }),
  };
}
