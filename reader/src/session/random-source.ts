/** Cryptographically strong random bytes of exactly this length. */
export type RandomSource = (length: number) => Uint8Array;
