import { toHex } from './hex.ts';

/** Four bytes, big-endian. @throws RangeError when `value` is not an integer in 0..2^32-1 */
export function uint32Bytes(value: number): Uint8Array {
  if (!Number.isInteger(value) || value < 0 || value > 0xffffffff) {
    throw new RangeError(`value: want an integer in 0..2^32-1, got ${value}`);
  }
  return Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value);
}

/** The unsigned big-endian number in `bytes`; none is 0. @throws RangeError past 2^53-1 */
export function readUint(bytes: Uint8Array): number {
  let value = 0;
  for (const byte of bytes) {
    value = value * 256 + byte;
    if (value > Number.MAX_SAFE_INTEGER) throw new RangeError('bytes: the number does not fit in 53 bits');
  }
  return value;
}

/** Exactly `length` bytes, big-endian, leading zeros kept. @throws RangeError when `value` is negative or too large */
export function bigIntToBytes(value: bigint, length: number): Uint8Array {
  if (value < 0n || value >> BigInt(8 * length) !== 0n) {
    throw new RangeError(`value: want a non-negative integer of at most ${length} bytes`);
  }
  const digits = value.toString(16).padStart(2 * length, '0');
  return Uint8Array.from({ length }, (_, index) => Number.parseInt(digits.slice(2 * index, 2 * index + 2), 16));
}

/** The unsigned big-endian number in `bytes`; none is 0. */
export function bytesToBigInt(bytes: Uint8Array): bigint {
  return bytes.length === 0 ? 0n : BigInt(`0x${toHex(bytes)}`);
}
