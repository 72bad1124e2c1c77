import { type Outcome, ok } from '@residence-permit/shared/outcome';
import type { Application, SignedIn } from '../ports/index.ts';
import type { CaseDeps, CaseRefusal } from './case-file.ts';
import { findDuplicates } from './find-duplicates.ts';
import { moveCase } from './move-case.ts';
import { onCase } from './on-case.ts';

export type SubmitRefusal = CaseRefusal | 'wrong-state';

/**
 * Hands a draft in, or a case again whose missing papers were brought. Who else in the register may be the same person is
 * found in the same transaction.
 */
export function makeSubmitApplication(deps: CaseDeps) {
  return (
    by: SignedIn,
    { applicationId }: { readonly applicationId: string },
  ): Promise<Outcome<Application, SubmitRefusal>> =>
    onCase(deps, by, { applicationId, action: 'application.enter' }, async (tx, file) => {
      const { application, now } = file;
      const change = { submittedAt: application.submittedAt ?? now, waitingSince: now };
      const moved = await moveCase(tx, file, { to: 'SUBMITTED', reason: 'handed-in', change });
      if (!moved.ok) return moved;
      await findDuplicates(tx, file, deps.newId);
      return ok(moved.value);
    });
}
