/**
 * The head of a byte string of that many bytes, shortest form (RFC 8949 §3.1, §4.2.1). With it a structure of a few byte
 * strings is put together around received bytes without going through values.
 * @throws RangeError for a length that is no whole number below 2^32
 */
export function byteStringHead(length: number): Uint8Array {
  if (!Number.isInteger(length) || length < 0 || length > 0xffff_ffff) {
    throw new RangeError(`length: want 0 to 4294967295, got ${length}`);
  }
  if (length < 24) return Uint8Array.of(0x40 | length);
  if (length <= 0xff) return Uint8Array.of(0x58, length);
  if (length <= 0xffff) return Uint8Array.of(0x59, length >> 8, length & 0xff);
  return Uint8Array.of(0x5a, length >>> 24, (length >> 16) & 0xff, (length >> 8) & 0xff, length & 0xff);
}
