import { ITEM_SALT_BYTES } from '@residence-permit/shared/mdoc';
import { PERMIT_ELEMENTS } from '@residence-permit/shared/records';
import type { RandomSource } from '../ports/index.ts';

/**
 * A random source that draws all salts of one record at once, because the operating system charges by the call. Each byte
 * is handed out once; past the salts it draws anew.
 */
export function drawOnce(random: RandomSource): RandomSource {
  const salts = random(PERMIT_ELEMENTS.length * ITEM_SALT_BYTES);
  let used = 0;
  return (length) => {
    if (used + length > salts.length) return random(length);
    used += length;
    return salts.slice(used - length, used);
  };
}
