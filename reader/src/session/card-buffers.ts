/**
 * The buffer sizes that the card publishes in EF.ATR/INFO: whole APDUs as they are transmitted, in bytes.
 * ISO/IEC 7816-4 §12.7.1 (extended length information, clause unchecked); TR-03110-3 §B.12.
 */
export type CardBuffers = { readonly maxCommandBytes: number; readonly maxResponseBytes: number };

/** What every card understands that publishes nothing: short commands and responses. ISO/IEC 7816-4 §5.2 */
export const SHORT_BUFFERS: CardBuffers = { maxCommandBytes: 4 + 1 + 255 + 1, maxResponseBytes: 256 + 2 };

/** Whether nothing of extended length fits. */
export function isShort({ maxCommandBytes, maxResponseBytes }: CardBuffers): boolean {
  return maxCommandBytes <= SHORT_BUFFERS.maxCommandBytes && maxResponseBytes <= SHORT_BUFFERS.maxResponseBytes;
}

/** The same buffers, as far as short length uses them. */
export function inShortLength({ maxCommandBytes, maxResponseBytes }: CardBuffers): CardBuffers {
  return {
    maxCommandBytes: Math.min(maxCommandBytes, SHORT_BUFFERS.maxCommandBytes),
    maxResponseBytes: Math.min(maxResponseBytes, SHORT_BUFFERS.maxResponseBytes),
  };
}

const STATUS_WORD_BYTES = 2;
/** DO'99' and DO'8E' of every protected response. TR-03110-3 §F.3 */
const PROTECTED_TAIL_BYTES = 4 + 10;
const CIPHER_BLOCK_BYTES = 16;

/** Ne up to here is written short, and then the secured data must stay within 256 bytes, which this many plain ones do. */
const MAX_SHORT_NE = 256;
export const SHORT_CAPACITY = 223;

/**
 * How many bytes of a file fit one protected response: what is left of the buffer for DO'87' (tag, length, padding
 * indicator), rounded down to whole cipher blocks, less the one byte that padding takes at least. 0 when nothing fits.
 */
export function readCapacity({ maxResponseBytes }: CardBuffers): number {
  const room = maxResponseBytes - STATUS_WORD_BYTES - PROTECTED_TAIL_BYTES;
  const blocks = Math.floor((room - objectHeaderBytes(room)) / CIPHER_BLOCK_BYTES);
  const capacity = Math.max(0, blocks * CIPHER_BLOCK_BYTES - 1);
  return capacity > MAX_SHORT_NE ? capacity : Math.min(capacity, SHORT_CAPACITY);
}

/** DO'8E', and DO'97' with one or two bytes. TR-03110-3 §F.3 */
const PROTECTED_COMMAND_BYTES = 10 + 4;
/** Header, and Lc and Le in one byte each; the extended forms take three and two. ISO/IEC 7816-4 §5.2 */
const SHORT_FRAME_BYTES = 4 + 1 + 1;
const EXTENDED_FRAME_BYTES = 4 + 3 + 2;

/** How many bytes of command data fit one protected command, as a part of a chain. 0 when nothing fits. */
export function commandCapacity({ maxCommandBytes }: CardBuffers): number {
  const short = maxCommandBytes <= SHORT_BUFFERS.maxCommandBytes;
  const room = maxCommandBytes - (short ? SHORT_FRAME_BYTES : EXTENDED_FRAME_BYTES) - PROTECTED_COMMAND_BYTES;
  const blocks = Math.floor((room - objectHeaderBytes(room)) / CIPHER_BLOCK_BYTES);
  return Math.max(0, blocks * CIPHER_BLOCK_BYTES - 1);
}

/** Tag, minimal length and padding indicator of a DO'87' that fills at most `room` bytes. */
function objectHeaderBytes(room: number): number {
  if (room <= 2 + 0x7f) return 1 + 1 + 1;
  return room <= 3 + 0xff ? 1 + 2 + 1 : 1 + 3 + 1;
}
