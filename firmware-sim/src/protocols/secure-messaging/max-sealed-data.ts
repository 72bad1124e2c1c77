const BLOCK_BYTES = 16;
/** 99 02 SW1 SW2 and 8E 08 MAC. TR-03110-3 §F.2 */
const STATUS_AND_MAC_BYTES = 14;
/** Tag 87 and the padding indicator. */
const TAG_AND_INDICATOR_BYTES = 2;

/**
 * The longest response data whose protected form fits `room` bytes. Padding always adds at least one byte, so the
 * answer is one less than a number of whole blocks; 0 where nothing fits.
 */
export function maxSealedData(room: number): number {
  const forValue = room - STATUS_AND_MAC_BYTES - TAG_AND_INDICATOR_BYTES;
  // Length of DO 87 in one, two or three bytes, the indicator included. ISO/IEC 7816-4 §5.2.2.2
  for (const [lengthBytes, maxLength] of [
    [1, 0x7f],
    [2, 0xff],
    [3, 0xffff],
  ] as const) {
    const blocks = Math.floor(Math.min(forValue - lengthBytes, maxLength - 1) / BLOCK_BYTES);
    const isWidest = lengthBytes === 3 || forValue - lengthBytes <= maxLength - 1;
    if (isWidest) return Math.max(0, blocks * BLOCK_BYTES - 1);
  }
  return 0;
}
