import { SmFault } from './sm-fault.ts';

export const BLOCK_BYTES = 16;
const MARK = 0x80;

/** ISO/IEC 7816-4 padding: 80 and zeros up to whole blocks; always at least the mark. */
export function pad(bytes: Uint8Array): Uint8Array {
  const padded = new Uint8Array((Math.floor(bytes.length / BLOCK_BYTES) + 1) * BLOCK_BYTES);
  padded.set(bytes);
  padded[bytes.length] = MARK;
  return padded;
}

/** @throws SmFault object-wrong where the mark is missing, or stands before the last block */
export function unpad(bytes: Uint8Array): Uint8Array {
  let end = bytes.length - 1;
  while (end >= 0 && bytes[end] === 0) end -= 1;
  if (bytes[end] !== MARK || bytes.length - end > BLOCK_BYTES) throw new SmFault('object-wrong', 'padding');
  return bytes.slice(0, end);
}
