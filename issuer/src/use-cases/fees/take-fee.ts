import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import { decidePayment, type PaymentRefusal } from '../../domain/fees/index.ts';
import { type CaseDeps, type CaseRefusal, onCase } from '../applications/index.ts';
import type { SignedIn } from '../ports/index.ts';

export type TakeFeeRefusal = CaseRefusal | PaymentRefusal | 'fee-not-found';

/** What the receipt states. */
export type FeeTaken = {
  readonly receiptNumber: string;
  /** In fen. */
  readonly amountFen: number;
  /** Seconds since the epoch. */
  readonly paidAt: number;
};

/** Takes the exact fee of a case, once, against a numbered receipt. Decree 663 arts. 20 and 21. */
export function makeTakeFee(deps: CaseDeps) {
  return (
    by: SignedIn,
    input: { readonly applicationId: string; readonly feeId: string /** In fen. */; readonly amountFen: number },
  ): Promise<Outcome<FeeTaken, TakeFeeRefusal>> => {
    const act = { applicationId: input.applicationId, action: 'fee.take' } as const;
    return onCase<FeeTaken, TakeFeeRefusal>(deps, by, act, async (tx, { application, now, granted }) => {
      const fees = await tx.fees.ofApplication(application.id);
      const place = fees.findIndex(({ id }) => id === input.feeId);
      const fee = fees[place];
      if (fee === undefined) return refused('fee-not-found');
      const due = { amountFen: fee.waivedFor === undefined ? fee.amountFen : 0, clause: fee.rule };
      const payment = { amountFen: input.amountFen, paidBefore: fee.paidAt !== undefined };
      const decided = decidePayment(due, payment);
      if (!decided.ok) return decided;
      const receiptNumber = `${application.number}-F${place + 1}`;
      await tx.fees.pay(fee, { takenBy: by.accountId, receiptNumber, at: now });
      const { personId, number: caseNumber } = application;
      await tx.audit({ action: granted.action, personId, caseNumber, object: receiptNumber });
      return ok({ receiptNumber, amountFen: fee.amountFen, paidAt: now });
    });
  };
}
