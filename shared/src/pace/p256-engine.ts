/**
 * Multiplication on P-256 by a library faster than ours, where the platform has one: its Diffie-Hellman, which gives
 * x-coordinates alone. Both arguments are checked before it is called.
 */
export type P256Engine = {
  /**
   * The x-coordinate of `secret` · `point`, 32 bytes, leading zeros kept.
   * @param secret 32 bytes, 1 to n − 1
   * @param point uncompressed, 65 bytes, on the curve
   */
  multiplyX(secret: Uint8Array, point: Uint8Array): Uint8Array;
};
