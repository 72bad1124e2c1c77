import type { Outcome } from '@residence-permit/shared/outcome';
import type { Application, SignedIn } from '../ports/index.ts';
import type { CaseDeps, CaseRefusal } from './case-file.ts';
import { moveCase } from './move-case.ts';
import { onCase } from './on-case.ts';
import { startRetention } from './start-retention.ts';

export type WithdrawRefusal = CaseRefusal | 'wrong-state';

/** Takes a case back, until its card is being made. */
export function makeWithdrawApplication(deps: CaseDeps) {
  return (
    by: SignedIn,
    { applicationId }: { readonly applicationId: string },
  ): Promise<Outcome<Application, WithdrawRefusal>> =>
    onCase(deps, by, { applicationId, action: 'application.withdraw' }, async (tx, file) => {
      const moved = await moveCase(tx, file, { to: 'WITHDRAWN', reason: 'withdrawn' });
      const { policy, today } = file;
      if (moved.ok) await startRetention(tx, applicationId, { starts: ['DECIDED', 'CASE_CLOSED'], policy, today });
      return moved;
    });
}
