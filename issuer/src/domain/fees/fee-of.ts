import type { ApplicationKind, FeeTable } from '../policy/index.ts';

/** What a case costs, and why. */
export type Fee = {
  /** In fen, a hundredth of a yuan; 0 when nothing is due. */
  readonly amountFen: number;
  readonly clause: string;
  /** What would have been due, and why it is not. */
  readonly waived?: { readonly amountFen: number; readonly ground: WaiverGround };
};

/** Who is to blame for the case: nobody, or the authority, whose own error costs the holder nothing. */
export type Cause = 'ORDINARY' | 'AUTHORITY_ERROR';
export type WaiverGround = Exclude<Cause, 'ORDINARY'>;

/**
 * The fee of a case by the table of its policy. Decree 663 art. 21: first issue and endorsement free, exchange and reissue at
 * cost. A card that was set aside in production is made again under the same case, and so costs nothing.
 */
export function feeOf(kind: ApplicationKind, { cause, fees }: { readonly cause: Cause; readonly fees: FeeTable }): Fee {
  const { amountFen, clause } = fees[kind];
  if (cause === 'ORDINARY' || amountFen === 0) return { amountFen, clause };
  return { amountFen: 0, clause, waived: { amountFen, ground: cause } };
}
