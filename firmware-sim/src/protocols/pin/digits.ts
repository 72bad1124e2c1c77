import { refuse } from '../../card/refusal.ts';
import { SW } from '../../card/status.ts';

/** A password of exactly `count` ASCII digits. @throws Refusal 6A80 */
export function asDigits(data: Uint8Array, count: number): Uint8Array {
  const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39;
  return data.length === count && data.every(isDigit) ? data.slice() : refuse(SW.WRONG_DATA);
}
