/** Answers that many unpredictable bytes. Tests hand in a seeded one; `bin/` hands in the operating system's. */
export type RandomSource = (length: number) => Uint8Array;
