/**
 * Historical bytes of the permit card: category indicator 80, then compact TLV 73, card capabilities in three bytes
 * (ISO/IEC 7816-4:2013, tables 117 to 119, clause unchecked): selection by full DF name, file id and short EF id; data units
 * of one byte; command chaining, extended Lc and Le, with the buffer sizes in EF.ATR/INFO.
 */
const HISTORICAL_BYTES = Uint8Array.of(0x80, 0x73, 0x94, 0x01, 0xe0);

/**
 * The answer to reset by which a PC/SC reader presents a contactless card: PC/SC part 3, 3.1.3.2.3.1 (clause unchecked):
 * `3B 8n 80 01`, n historical bytes of the answer to select, then the exclusive or of all bytes after 3B.
 */
export function contactlessAtr(historicalBytes: Uint8Array): Uint8Array {
  const count = historicalBytes.length;
  if (count > 15) throw new RangeError(`historicalBytes: want at most 15, got ${count}`);
  const body = [0x80 | count, 0x80, 0x01, ...historicalBytes];
  const check = body.reduce((sum, byte) => sum ^ byte, 0);
  return Uint8Array.of(0x3b, ...body, check);
}

/** The same for every permit card, so that it tells nothing of its holder. */
export const PERMIT_ATR: Uint8Array = contactlessAtr(HISTORICAL_BYTES);
