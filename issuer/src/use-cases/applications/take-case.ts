import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import type { Application, SignedIn } from '../ports/index.ts';
import type { CaseDeps, CaseFile, CaseRefusal } from './case-file.ts';
import { moveCase } from './move-case.ts';
import { onCase } from './on-case.ts';

export type TakeRefusal = CaseRefusal | 'wrong-state' | 'case-taken';

/** Twelve hours: whoever took a case and went home does not keep it from the others. */
export const LOCK_S = 12 * 60 * 60;

/**
 * Takes a case on one's desk: the others see who has it and since when. The first one to take an accepted case begins its
 * review.
 */
export function makeTakeCase(deps: CaseDeps) {
  return (
    by: SignedIn,
    { applicationId }: { readonly applicationId: string },
  ): Promise<Outcome<Application, TakeRefusal>> =>
    onCase<Application, TakeRefusal>(deps, by, { applicationId, action: 'application.read' }, async (tx, file) => {
      const { application, now } = file;
      if (isTakenByAnother(file, by.accountId)) return refused('case-taken');
      const lock = { takenBy: by.accountId, takenAt: now };
      if (application.state === 'ACCEPTED') {
        return moveCase(tx, file, { to: 'IN_REVIEW', reason: 'taken', change: { ...lock, waitingSince: now } });
      }
      const taken = await tx.applications.save(application, lock);
      await tx.audit({ action: 'application.read', personId: application.personId, caseNumber: application.number });
      return ok(taken);
    });
}

/** True while somebody else has the case on their desk. */
export function isTakenByAnother(
  { application, now }: Pick<CaseFile, 'application' | 'now'>,
  accountId: string,
): boolean {
  const { takenBy, takenAt = 0 } = application;
  return takenBy !== undefined && takenBy !== accountId && now - takenAt < LOCK_S;
}
