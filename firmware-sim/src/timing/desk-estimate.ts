/**
 * What a reader on a desk adds to each APDU: PC/SC, USB and the reader's own firmware. Published host-side logs show 15 to
 * 16 ms for a 16-byte answer (github-af/SmartPGP#24) and 17 to 19 ms for 10 to 36 bytes (bettse/passy#3); the model's own
 * share of such an exchange at 106 kbit/s, 3 ms, is taken off.
 */
const READER_MS_PER_APDU = { low: 12.5, high: 16 } as const;

/** An estimate, not a measurement: from a fast desk reader to a slow one. */
export type DeskEstimate = { readonly lowMs: number; readonly highMs: number };

export function deskEstimate(tap: { readonly modelMs: number; readonly apdus: number }): DeskEstimate {
  return {
    lowMs: tap.modelMs + tap.apdus * READER_MS_PER_APDU.low,
    highMs: tap.modelMs + tap.apdus * READER_MS_PER_APDU.high,
  };
}
