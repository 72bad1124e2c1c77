import type { RandomSource } from '../ports/index.ts';
import type { CardSecrets } from './card-file-targets.ts';

const CAN_DIGITS = 6;
const PUK_DIGITS = 10;

/** A new CAN and PUK, each digit with the same chance. */
export function drawSecrets(random: RandomSource): CardSecrets {
  return { can: drawDigits(random, CAN_DIGITS), puk: drawDigits(random, PUK_DIGITS) };
}

/** Bytes of 250 and more are thrown away, because 256 is no multiple of ten. */
function drawDigits(random: RandomSource, count: number): string {
  let digits = '';
  while (digits.length < count) {
    for (const byte of random(count)) {
      if (byte < 250 && digits.length < count) digits += String(byte % 10);
    }
  }
  return digits;
}
