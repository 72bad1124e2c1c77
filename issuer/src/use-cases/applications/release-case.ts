import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import type { Application, SignedIn } from '../ports/index.ts';
import type { CaseDeps, CaseRefusal } from './case-file.ts';
import { onCase } from './on-case.ts';

export type ReleaseRefusal = CaseRefusal | 'not-taken-by-you';

/** Puts a case back from one's desk. */
export function makeReleaseCase(deps: CaseDeps) {
  return (
    by: SignedIn,
    { applicationId }: { readonly applicationId: string },
  ): Promise<Outcome<Application, ReleaseRefusal>> => {
    const act = { applicationId, action: 'application.read' } as const;
    return onCase<Application, ReleaseRefusal>(deps, by, act, async (tx, { application, granted }) => {
      if (application.takenBy !== by.accountId) return refused('not-taken-by-you');
      const released = await tx.applications.release(application);
      const { personId, number: caseNumber } = application;
      await tx.audit({ action: granted.action, personId, caseNumber, reason: 'released' });
      return ok(released);
    });
  };
}
