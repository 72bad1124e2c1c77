import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import { type ApplicationState, canMove } from '../../domain/lifecycles/index.ts';
import type { Application, OfficeTransaction } from '../ports/index.ts';
import type { CaseFile } from './case-file.ts';

/** Where a case goes, why, and what else changes with it. */
export type CaseMove = {
  readonly to: ApplicationState;
  /** A code, or words without personal data. */
  readonly reason: string;
  readonly change?: Partial<Omit<Application, 'state'>>;
};

/** Moves a case; the move stands in its history and the act in the audit log. @throws PermitError STORE_CONFLICT */
export async function moveCase(
  tx: OfficeTransaction,
  { application, granted, ruleVersion }: CaseFile,
  { to, reason, change = {} }: CaseMove,
): Promise<Outcome<Application, 'wrong-state'>> {
  const { id: subjectId, state: from, personId, number: caseNumber } = application;
  if (!canMove('APPLICATION', from, to)) return refused('wrong-state');
  const moved = await tx.applications.save(application, { ...change, state: to });
  await tx.move({ machine: 'APPLICATION', subjectId, from, to, reason, ruleVersion });
  const { action, purpose } = granted;
  await tx.audit({ action, personId, caseNumber, reason, ...(purpose === undefined ? {} : { purpose }) });
  return ok(moved);
}
