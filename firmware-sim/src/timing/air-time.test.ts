import { describe, expect, it } from 'vitest';
import { airTimeMs, BIT_RATES } from './air-time.ts';

const BYTES_OF_A_FULL_BLOCK = 253;

/** Milliseconds on air, published for three sizes at each rate (derived from ISO/IEC 14443 by hand). */
const TABLE = [
  { bytes: 400, ms: { 106: 35, 212: 18, 424: 9, 848: 5 } },
  { bytes: 2048, ms: { 106: 180, 212: 91, 424: 46, 848: 24 } },
  { bytes: 5520, ms: { 106: 484, 212: 244, 424: 124, 848: 64 } },
] as const;

describe('time on air', () => {
  it.each(BIT_RATES)('agrees with the table made by hand at %i kbit/s', (bitRate) => {
    for (const row of TABLE) {
      const ms = airTimeMs({ bitRate, commandBytes: 0, responseBytes: row.bytes });
      expect(ms).toBeGreaterThan(row.ms[bitRate] * 0.9);
      expect(ms).toBeLessThan(row.ms[bitRate] * 1.12);
    }
  });

  it('of one byte at 106 kbit/s is 9 times 9.44 microseconds', () => {
    const oneMore = airTimeMs({ bitRate: 106, commandBytes: 6, responseBytes: 2 });
    expect(oneMore - airTimeMs({ bitRate: 106, commandBytes: 5, responseBytes: 2 })).toBeCloseTo(0.08496, 5);
  });

  it('grows by a header and an acknowledgement when a block is full', () => {
    const full = airTimeMs({ bitRate: 424, commandBytes: 5, responseBytes: BYTES_OF_A_FULL_BLOCK });
    const over = airTimeMs({ bitRate: 424, commandBytes: 5, responseBytes: BYTES_OF_A_FULL_BLOCK + 1 });
    // One byte, three of a block, three of an acknowledgement, two frames of two time units, two turn-arounds.
    const etuMs = (32 / 13_560_000) * 1000;
    expect(over - full).toBeCloseTo((7 * 9 + 4) * etuMs + (2 * 1172 * 1000) / 13_560_000, 9);
  });

  it('is the same for both directions', () => {
    const out = airTimeMs({ bitRate: 212, commandBytes: 700, responseBytes: 40 });
    expect(out).toBeCloseTo(airTimeMs({ bitRate: 212, commandBytes: 40, responseBytes: 700 }), 9);
  });
});
