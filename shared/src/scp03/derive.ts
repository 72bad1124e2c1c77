import { cmac } from '@noble/ciphers/aes.js';
import { concatBytes } from '../bytes/index.ts';

/** Data derivation constants. GPC_SPE_014 §4.1.5, table 4-1 */
export const DERIVE = { cardCryptogram: 0x00, hostCryptogram: 0x01, enc: 0x04, mac: 0x06, rmac: 0x07 } as const;

const LABEL_ZEROS = new Uint8Array(11);
const SEPARATOR = 0x00;
/** One block of output: the iteration counter is always 1. */
const ITERATION = 0x01;

/**
 * Up to 16 bytes derived from a key: SP 800-108 in counter mode with CMAC, over 11 zeros ‖ constant ‖ 00 ‖ length in
 * bits (2) ‖ 01 ‖ context. GPC_SPE_014 §4.1.5
 */
export function derive(
  key: Uint8Array,
  { constant, context, length }: { readonly constant: number; readonly context: Uint8Array; readonly length: 8 | 16 },
): Uint8Array {
  const bits = 8 * length;
  const head = Uint8Array.of(constant, SEPARATOR, bits >> 8, bits & 0xff, ITERATION);
  return cmac(concatBytes(LABEL_ZEROS, head, context), key).slice(0, length);
}
