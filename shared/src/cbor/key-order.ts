import { encodeUtf8 } from '../bytes/index.ts';
import type { CborKey } from './cbor-value.ts';
import { isAscii } from './is-ascii.ts';

/**
 * Compares two map keys as their deterministic encodings compare byte for byte (RFC 8949 §4.2.1): unsigned integers,
 * then negative ones from -1 down, then texts, the shorter in UTF-8 first.
 */
export function compareKeys(a: CborKey, b: CborKey): number {
  if (typeof a === 'number' && typeof b === 'number') return compareIntegers(a, b);
  if (typeof a === 'number') return -1;
  return typeof b === 'number' ? 1 : compareTexts(a, b);
}

function compareIntegers(a: number, b: number): number {
  if (a < 0 && b < 0) return b - a;
  if (a < 0) return 1;
  return b < 0 ? -1 : a - b;
}

/** The length stands in the head, so it decides first. UTF-16 order is not UTF-8 order, so bytes are compared. */
function compareTexts(a: string, b: string): number {
  if (isAscii(a) && isAscii(b)) {
    if (a.length !== b.length) return a.length - b.length;
    return a === b ? 0 : a < b ? -1 : 1;
  }
  const aBytes = encodeUtf8(a);
  const bBytes = encodeUtf8(b);
  if (aBytes.length !== bBytes.length) return aBytes.length - bBytes.length;
  const index = aBytes.findIndex((byte, at) => byte !== bBytes[at]);
  return index < 0 ? 0 : (aBytes[index] ?? 0) - (bBytes[index] ?? 0);
}
