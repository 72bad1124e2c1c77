/** Random bytes for the chip; the host hands in a real source, a test a seeded one. */
export type RandomSource = (length: number) => Uint8Array;
