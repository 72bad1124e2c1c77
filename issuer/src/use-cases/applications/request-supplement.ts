import { type Outcome, ok } from '@residence-permit/shared/outcome';
import { decideSupplement, type SupplementNotice, type SupplementRefusal } from '../../domain/papers/index.ts';
import type { SignedIn } from '../ports/index.ts';
import type { CaseDeps, CaseRefusal } from './case-file.ts';
import { moveCase } from './move-case.ts';
import { onCase } from './on-case.ts';
import { lookAtPapers } from './papers-of.ts';

export type RequestSupplementRefusal = CaseRefusal | SupplementRefusal | 'wrong-state';

/** Tells everything that is missing, once. Decree 663 art. 9. */
export function makeRequestSupplement(deps: CaseDeps) {
  return (
    by: SignedIn,
    { applicationId }: { readonly applicationId: string },
  ): Promise<Outcome<SupplementNotice, RequestSupplementRefusal>> => {
    const act = { applicationId, action: 'application.supplement' } as const;
    return onCase<SupplementNotice, RequestSupplementRefusal>(deps, by, act, async (tx, file) => {
      const { today, now, policy } = file;
      const decided = decideSupplement(await lookAtPapers(tx, file), { today, terms: policy.terms });
      if (!decided.ok) return decided;
      const change = { supplement: decided.value, supplementAt: now, waitingSince: now };
      const reason = decided.value.missing.map(({ rule }) => rule).join(' ');
      const moved = await moveCase(tx, file, { to: 'SUPPLEMENT_REQUESTED', reason, change });
      if (!moved.ok) return moved;
      const { personId, number: caseNumber } = file.application;
      await tx.tell({ template: 'papers-missing', personId, caseNumber, details: {} });
      return ok(decided.value);
    });
  };
}
