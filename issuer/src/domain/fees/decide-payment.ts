import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import type { Fee } from './fee-of.ts';

export type PaymentRefusal = 'nothing-due' | 'already-paid' | 'amount-differs';

/** A payment that settles a fee: the exact amount, once, so that no holder pays more than the table says (Decree 663 art. 20). */
export function decidePayment(
  fee: Fee,
  payment: { readonly amountFen: number; readonly paidBefore: boolean },
): Outcome<{ readonly amountFen: number }, PaymentRefusal> {
  if (fee.amountFen === 0) return refused('nothing-due');
  if (payment.paidBefore) return refused('already-paid');
  return payment.amountFen === fee.amountFen ? ok({ amountFen: fee.amountFen }) : refused('amount-differs');
}
