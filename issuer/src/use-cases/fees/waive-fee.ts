import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import { type CaseDeps, type CaseRefusal, onCase } from '../applications/index.ts';
import type { SignedIn } from '../ports/index.ts';

export type WaiveFeeRefusal = CaseRefusal | 'fee-not-found' | 'reason-blank' | 'nothing-due' | 'already-paid';

/** Waives a fee that the authority's own error made due; the ground is kept. */
export function makeWaiveFee(deps: CaseDeps) {
  return (
    by: SignedIn,
    input: {
      readonly applicationId: string;
      readonly feeId: string;
      /** Without personal data. */
      readonly reason: string;
    },
  ): Promise<Outcome<{ readonly feeId: string }, WaiveFeeRefusal>> => {
    const { applicationId, feeId, reason } = input;
    const act = { applicationId, action: 'fee.waive' } as const;
    return onCase<{ readonly feeId: string }, WaiveFeeRefusal>(deps, by, act, async (tx, { application, granted }) => {
      const fee = (await tx.fees.ofApplication(applicationId)).find(({ id }) => id === feeId);
      if (fee === undefined) return refused('fee-not-found');
      if (reason.trim() === '') return refused('reason-blank');
      if (fee.amountFen === 0 || fee.waivedFor !== undefined) return refused('nothing-due');
      if (fee.paidAt !== undefined) return refused('already-paid');
      await tx.fees.waive(fee, { waivedBy: by.accountId, waivedFor: reason });
      const { personId, number: caseNumber } = application;
      await tx.audit({ action: granted.action, personId, caseNumber, object: feeId, reason });
      return ok({ feeId });
    });
  };
}
