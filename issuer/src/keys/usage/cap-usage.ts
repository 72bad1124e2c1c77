import type { UsageCounter } from './usage-counter.ts';

/** Share of the cap from which it is said that a successor is needed. */
const WARNING_SHARE = 0.9;

/** How far a key is from its cap. */
export type Usage = { readonly used: number; readonly limit: number };

/** Whether so much of the cap is used that the next signer has to be prepared. */
export function isNearCap({ used, limit }: Usage): boolean {
  return used >= Math.ceil(limit * WARNING_SHARE);
}

/** Signs messages with one key. */
type Signer<PublicKey extends Uint8Array> = {
  readonly publicKey: PublicKey;
  sign(message: Uint8Array): Promise<Uint8Array>;
};

/**
 * A signer that counts each signature before it is made and makes no more than `limit`.
 * @param options.warn told of each signature from nine tenths of the cap on
 * @throws PermitError SIGNER_CAP_REACHED, STORE_FAILED at a signature
 * @throws RangeError on a limit that is no whole number
 */
export function capUsage<PublicKey extends Uint8Array>(options: {
  readonly signer: Signer<PublicKey>;
  readonly limit: number;
  readonly counter: UsageCounter;
  readonly warn?: (usage: Usage) => void;
}): Signer<PublicKey> {
  const { signer, limit, counter, warn } = options;
  if (!Number.isSafeInteger(limit) || limit < 0) throw new RangeError(`limit: want a whole number, got ${limit}`);
  return {
    publicKey: signer.publicKey,
    async sign(message) {
      const used = await counter.take(limit);
      if (isNearCap({ used, limit })) warn?.({ used, limit });
      return signer.sign(message);
    },
  };
}
