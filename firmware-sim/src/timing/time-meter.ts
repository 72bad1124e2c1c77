import type { ChipOperation, CostMeter } from '../card/cost-meter.ts';
import { airTimeMs, type BitRate } from './air-time.ts';
import { MODERN_CHIP } from './modern-chip.ts';
import { OLD_CHIP } from './old-chip.ts';
import { type Price, priceOf } from './price.ts';

/** `modern` is an NXP JCOP4 J3R180, `old` an NXP J2E145G. */
export type ChipKind = 'modern' | 'old';

export const CHIP_PRICES = { modern: MODERN_CHIP, old: OLD_CHIP } as const satisfies Record<
  ChipKind,
  Readonly<Record<ChipOperation, Price>>
>;

/**
 * Adds up what a tap would take on a real chip; it never sleeps. One APDU costs the air time of its command, what the chip
 * does, and the air time of its response.
 */
export type TimeMeter = CostMeter & {
  /** To be called once for each APDU, with the lengths of command and response in bytes. */
  exchange(commandBytes: number, responseBytes: number): void;
  /** APDUs since the last reset. */
  readonly apdus: number;
  /** Bytes of APDU in both directions since the last reset, without framing. */
  readonly bytes: number;
  /** Modelled milliseconds since the last reset, without radio start-up, PC/SC and USB. */
  readonly modelMs: number;
  reset(): void;
};

export function makeTimeMeter(model: { readonly chip: ChipKind; readonly bitRate: BitRate }): TimeMeter {
  const prices = CHIP_PRICES[model.chip];
  const sum = { apdus: 0, bytes: 0, modelMs: 0 };
  return {
    operation(name, size = 1) {
      sum.modelMs += priceOf(prices[name], size);
    },
    exchange(commandBytes, responseBytes) {
      sum.apdus += 1;
      sum.bytes += commandBytes + responseBytes;
      sum.modelMs += airTimeMs({ bitRate: model.bitRate, commandBytes, responseBytes });
    },
    get apdus() {
      return sum.apdus;
    },
    get bytes() {
      return sum.bytes;
    },
    get modelMs() {
      return sum.modelMs;
    },
    reset() {
      Object.assign(sum, { apdus: 0, bytes: 0, modelMs: 0 });
    },
  };
}
