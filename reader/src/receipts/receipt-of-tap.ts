import type { Trust } from '@residence-permit/shared/trust-bundle';
import type { VerificationReceipt } from '@residence-permit/shared/verification-receipt';
import type { TapResult } from '../verify/index.ts';

export type ReceiptOfTap = {
  readonly result: Pick<TapResult, 'verdict' | 'answers'>;
  /** Id of the purpose of the tap. */
  readonly purpose: string;
  readonly trust: Trust;
  /** Holder reference of the terminal. */
  readonly terminal: string;
  /** 16 random bytes. */
  readonly id: Uint8Array;
  /** Seconds since 1970. */
  readonly at: number;
};

/**
 * What the terminal states of a tap, without its place in the chain. Takes from the result the verdict and the answers and
 * nothing else; the age of status data is that of the oldest list held, so that not even the card's own list shows.
 */
export function receiptOfTap(tap: ReceiptOfTap): Omit<VerificationReceipt, 'number' | 'previous'> {
  const { result, purpose, trust, terminal, id, at } = tap;
  const since = (issuedAt: number): number => Math.max(0, at - issuedAt);
  const statusSeconds = Math.max(-1, ...trust.statusLists.map(({ issuedAt }) => since(issuedAt)));
  const { authentic, current, inFunction, chipGenuine, entitled } = result.answers;
  return {
    terminal,
    id,
    at,
    purpose,
    verdict: result.verdict,
    answers: { authentic, current, inFunction, chipGenuine, entitled },
    trust: {
      rootVersion: trust.rootVersion,
      bundleSeq: trust.bundleSeq,
      bundleSeconds: since(trust.issuedAt),
      ...(statusSeconds < 0 ? {} : { statusSeconds }),
    },
  };
}
