import { type Outcome, ok } from '@residence-permit/shared/outcome';
import { type CaseDeps, type CaseRefusal, onCase } from '../applications/index.ts';
import type { Fee, SignedIn } from '../ports/index.ts';

/** What a case costs, and what was paid of it. */
export function makeListFees(deps: CaseDeps) {
  return (
    by: SignedIn,
    { applicationId }: { readonly applicationId: string },
  ): Promise<Outcome<readonly Fee[], CaseRefusal>> =>
    onCase<readonly Fee[], CaseRefusal>(deps, by, { applicationId, action: 'fee.take' }, async (tx) =>
      ok(await tx.fees.ofApplication(applicationId)),
    );
}
